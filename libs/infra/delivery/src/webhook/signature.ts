import { createHmac, randomBytes } from 'node:crypto';
import { type DeliveredBody } from '../outcome.js';

/** The headers by which a receiver knows that a message is from us, is whole, and is not an old one again. */
export interface SignatureHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

const PREFIX = 'whsec_';

/** A new signing secret, in the form that the libraries of Standard Webhooks take. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(24).toString('base64')}`;
}

/**
 * Signs `id.timestamp.body` with HMAC-SHA256. The body is read through once, never held whole.
 * Source: Standard Webhooks 1.0, "Signature scheme" (symmetric, `v1`).
 * @param id the same for every try of one message, so that a receiver can tell a repetition.
 */
export async function signatureOf(
  secret: string,
  id: string,
  at: Date,
  body: DeliveredBody,
): Promise<SignatureHeaders> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const hmac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.`);
  for await (const chunk of body.chunks()) hmac.update(chunk);
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmac.digest('base64')}`,
  };
}

/** Secrets of Standard Webhooks are base64 behind their prefix; any other text is taken as it stands. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
}
