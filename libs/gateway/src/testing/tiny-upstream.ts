import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';

/** One request an upstream got. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** Empty for bodies of another type. */
  readonly json: Record<string, unknown>;
  /** Resolves when the connection of this request is gone or its reply has ended. */
  readonly closed: Promise<'finished' | 'cut'>;
}

export type UpstreamScript = (
  res: ServerResponse,
  request: ReceivedRequest,
  nth: number,
) => void | Promise<void>;

/** An HTTP server that answers every request by a script, and remembers what it got. */
export class TinyUpstream {
  readonly received: ReceivedRequest[] = [];
  readonly #server: Server;

  constructor(private script: UpstreamScript = answerHello) {
    this.#server = createServer((req, res) => void this.#answer(req, res));
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** From now on requests are answered so. */
  answer(script: UpstreamScript): void {
    this.script = script;
    this.received.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString('utf8');
    const closed = new Promise<'finished' | 'cut'>((resolve) => {
      res.once('close', () => resolve(res.writableFinished ? 'finished' : 'cut'));
    });
    // Token services get forms instead, and so do those that take files.
    const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
    const request = { path: req.url ?? '', headers: req.headers, bytes, text, json, closed };
    this.received.push(request);
    await this.script(res, request, this.received.length);
  }
}

export const HELLO_USAGE = { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 };

/** A whole chat completion with the text "Hello there". */
export function hello(model: string): Record<string, unknown> {
  return {
    id: 'chatcmpl-up-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello there' },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: HELLO_USAGE,
  };
}

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(JSON.stringify(body));
}

export const answerHello: UpstreamScript = (res, { json }) => {
  if (json['stream'] === true) {
    startStream(res);
    res.end(helloStream(String(json['model']), true));
  } else sendJson(res, 200, hello(String(json['model'])));
};

export function startStream(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
  res.flushHeaders();
}

/** One chunk as OpenAI sends it. */
export function chunk(
  model: string,
  delta: Record<string, unknown>,
  finish: string | null = null,
  usage: unknown = null,
): string {
  return `data: ${JSON.stringify({
    id: 'chatcmpl-up-2',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model,
    system_fingerprint: 'fp_1',
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    usage,
  })}\n\n`;
}

export function usageChunk(model: string, usage: unknown): string {
  return `data: ${JSON.stringify({
    id: 'chatcmpl-up-2',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model,
    system_fingerprint: 'fp_1',
    choices: [],
    usage,
  })}\n\n`;
}

/** A whole stream that says "Hello there", with usage if it is to have one. */
export function helloStream(model: string, withUsage: boolean): string {
  return [
    chunk(model, { role: 'assistant', content: '', refusal: null }),
    chunk(model, { content: 'Hello' }),
    chunk(model, { content: ' there' }),
    chunk(model, {}, 'stop'),
    withUsage ? usageChunk(model, HELLO_USAGE) : '',
    'data: [DONE]\n\n',
  ].join('');
}
