import { type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { behaviourSchema, matchSchema, type Script } from './behaviour.js';
import { type ReceivedCalls } from './received-calls.js';
import { parseJson, readText } from './request-body.js';

const scriptSchema = z.strictObject({
  match: matchSchema.default({}),
  queue: z.array(behaviourSchema).optional(),
  always: behaviourSchema.optional(),
});

/**
 * The fakes' own endpoints, for use by hand and from other processes:
 * `GET /-/calls` (`?provider=&account=&model=`), `DELETE /-/calls`, `POST /-/script` with
 * `{"match":{…},"queue":[…]}` or `{"match":{…},"always":{…}}`, `DELETE /-/script`.
 */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  script: Script,
  calls: ReceivedCalls,
): Promise<void> {
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  switch (`${request.method} ${path}`) {
    case 'GET /-/calls': {
      const { searchParams } = new URL(request.url ?? '/', 'http://fakes');
      const match = matchSchema.safeParse(Object.fromEntries(searchParams));
      return match.success ? send(200, calls.list(match.data)) : send(400, match.error.issues);
    }
    case 'DELETE /-/calls':
      calls.forget();
      return send(200, {});
    case 'POST /-/script': {
      const order = scriptSchema.safeParse(parseJson(await readText(request)));
      if (!order.success) return send(400, order.error.issues);
      script.queue(order.data.match, order.data.queue ?? []);
      if (order.data.always !== undefined) script.always(order.data.match, order.data.always);
      return send(200, {});
    }
    case 'DELETE /-/script':
      script.clear();
      return send(200, {});
    default:
      return send(404, { error: `No such endpoint: ${request.method} ${path}` });
  }
}
