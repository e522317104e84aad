/**
 * Ids of tool calls carry provider state through clients. Gemini 3 refuses a history whose calls lost their thought
 * signature, and most clients keep nothing of a call but id, type, name and arguments; so the signature travels behind
 * the id: `call_1__thought__<signature>`. No server-side state, so it survives restarts and any number of instances.
 */
const MARK = '__thought__';

/** The id a client gets: the call's own, and behind it the signature in base64url (RFC 4648 §5) where there is one. */
export function withSignature(id: string, signature: string | null): string {
  return signature === null || signature === '' ? id : `${id}${MARK}${toUrlSafe(signature)}`;
}

/** Takes an id apart again; foreign ids come back as they are. */
export function splitSignature(id: string): { id: string; signature: string | null } {
  const at = id.indexOf(MARK);
  if (at < 0) return { id, signature: null };
  const signature = id.slice(at + MARK.length);
  return { id: id.slice(0, at), signature: signature === '' ? null : fromUrlSafe(signature) };
}

function toUrlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromUrlSafe(text: string): string {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return base64 + '='.repeat((4 - (base64.length % 4)) % 4);
}
