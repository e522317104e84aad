/** How a delivery ended. A problem's words are fit for whoever ordered it: no address, no secret, no text of a server. */
export type DeliveryOutcome =
  { readonly ok: true; readonly location: string } | { readonly ok: false; readonly problem: string };

/** Something to deliver, which can be read more than once: once to sign it, once to send it, and again for each try. */
export interface DeliveredBody {
  readonly contentType: string;
  readonly bytes: number;
  chunks(): AsyncIterable<Buffer>;
}

/** A text as a body. */
export function textBody(text: string, contentType: string): DeliveredBody {
  const buffer = Buffer.from(text);
  return {
    contentType,
    bytes: buffer.length,
    async *chunks() {
      yield buffer;
    },
  };
}

/** Whole time of one try, in milliseconds. */
export const DELIVERY_TIME_MS = 600_000;
/** Until a connection stands. */
export const CONNECT_TIME_MS = 10_000;
/** Of silence, once it stands. */
export const SILENCE_TIME_MS = 60_000;

/** What an error of a socket means, in words; null for errors that are none of a socket. */
export function connectionProblem(error: unknown): string | null {
  for (let fault = error, depth = 0; depth < 5; depth += 1) {
    const { code, name, cause, errors } = partsOf(fault);
    const known = PROBLEMS.get(String(code)) ?? PROBLEMS.get(String(name));
    if (known !== undefined) return known;
    fault = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return null;
}

/** Errors of Node's own come from its inside, where `instanceof` does not always know them. */
function partsOf(error: unknown): { code?: unknown; name?: unknown; cause?: unknown; errors?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}

/** Why an address may not be delivered to. */
export const NOT_REACHABLE =
  'it is not at a public address, nor in a network that TOLLGATE_DELIVERY_NETWORKS names';
const TIMED_OUT = 'its server did not answer in time';
const CERTIFICATE = 'its server has a certificate that is not valid for it';
const NOT_REACHED = 'its server could not be reached';

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['ERR_ADDRESS_REFUSED', NOT_REACHABLE],
  ['ENOTFOUND', 'the name of its server is not known'],
  ['EAI_AGAIN', 'the name of its server could not be looked up'],
  ['EDNS', 'the name of its server could not be looked up'],
  ['ECONNREFUSED', 'its server refused the connection'],
  ['ECONNRESET', 'its server broke off the connection'],
  ['EPIPE', 'its server broke off the connection'],
  ['UND_ERR_SOCKET', 'its server broke off the connection'],
  ['EHOSTUNREACH', NOT_REACHED],
  ['ENETUNREACH', NOT_REACHED],
  ['ESOCKET', NOT_REACHED],
  ['ECONNECTION', NOT_REACHED],
  ['ETIMEDOUT', TIMED_OUT],
  ['TimeoutError', TIMED_OUT],
  ['AbortError', TIMED_OUT],
  ['UND_ERR_CONNECT_TIMEOUT', TIMED_OUT],
  ['UND_ERR_HEADERS_TIMEOUT', TIMED_OUT],
  ['UND_ERR_BODY_TIMEOUT', TIMED_OUT],
  ['CERT_HAS_EXPIRED', CERTIFICATE],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', CERTIFICATE],
  ['SELF_SIGNED_CERT_IN_CHAIN', CERTIFICATE],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', CERTIFICATE],
  ['ERR_TLS_CERT_ALTNAME_INVALID', CERTIFICATE],
]);
