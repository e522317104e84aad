import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { type DeliveryNetwork, reachableUrl } from '../network.js';
import {
  CONNECT_TIME_MS,
  connectionProblem,
  DELIVERY_TIME_MS,
  type DeliveredBody,
  type DeliveryOutcome,
  NOT_REACHABLE,
  SILENCE_TIME_MS,
} from '../outcome.js';
import { signatureOf } from './signature.js';

export interface WebhookMessage {
  /** The same for every try. */
  readonly id: string;
  readonly url: string;
  /** null: the address itself is the secret, as with Slack's incoming webhooks; then nothing is signed. */
  readonly secret: string | null;
  readonly body: DeliveredBody;
  /** What the body is, in headers of our own. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts a body, signed. Redirects are not followed; an answer of 2xx is success. Never throws. */
export async function postWebhook(
  message: WebhookMessage,
  network: DeliveryNetwork,
  now: Date,
): Promise<DeliveryOutcome> {
  const url = reachableUrl(message.url, network);
  if (url === null) return { ok: false, problem: `The webhook failed: ${NOT_REACHABLE}.` };
  const agent = new Agent({
    connect: { timeout: CONNECT_TIME_MS, lookup: network.lookup },
    headersTimeout: SILENCE_TIME_MS,
    bodyTimeout: SILENCE_TIME_MS,
    maxResponseSize: 65_536,
  });
  try {
    const { secret, id, body } = message;
    const signed = secret === null ? {} : await signatureOf(secret, id, now, body);
    const { statusCode, body: answer } = await request(url, {
      dispatcher: agent,
      method: 'POST',
      signal: AbortSignal.timeout(DELIVERY_TIME_MS),
      headers: {
        ...message.headers,
        ...signed,
        'content-type': body.contentType,
        'content-length': String(body.bytes),
        'user-agent': 'Tollgate',
      },
      body: Readable.from(body.chunks(), { objectMode: false }),
    });
    await answer.dump();
    if (statusCode >= 200 && statusCode < 300) return { ok: true, location: url.origin };
    return { ok: false, problem: `The webhook failed: its server answered ${statusCode}.` };
  } catch (error) {
    return {
      ok: false,
      problem: `The webhook failed: ${connectionProblem(error) ?? 'it could not be sent'}.`,
    };
  } finally {
    await agent.destroy();
  }
}
