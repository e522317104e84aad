import { createHash, randomBytes } from 'node:crypto';
import { KEY_LIMITS } from '@tollgate/core';

const HASH = /^[0-9a-f]{64}$/;
const CUSTOM_KEY = /^sk-[\x21-\x7e]+$/;

/** A new secret: `sk-` and 128 random bits in 22 url-safe characters. */
export function newKeyText(): string {
  return `sk-${randomBytes(16).toString('base64url')}`;
}

/** SHA-256 of the whole text, prefix included, in lower-case hex: what is stored. */
export function hashOfKey(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `sk-...` and the last four characters, to recognise a key by. */
export function maskedKey(text: string): string {
  return `sk-...${text.slice(-4)}`;
}

/** The hash a key is stored under, given the key itself (`sk-…`) or its hash; null when the text is neither. */
export function storedHashOf(keyOrHash: string): string | null {
  if (keyOrHash.startsWith('sk-')) return hashOfKey(keyOrHash);
  const lower = keyOrHash.toLowerCase();
  return HASH.test(lower) ? lower : null;
}

/** What is wrong with a key of the caller's choice; null when nothing is. */
export function faultOfCustomKey(text: string): string | null {
  if (!text.startsWith('sk-')) return "key must start with 'sk-'";
  if (text.length < KEY_LIMITS.keyMin || text.length > KEY_LIMITS.keyMax)
    return `key must have ${KEY_LIMITS.keyMin} to ${KEY_LIMITS.keyMax} characters`;
  if (!CUSTOM_KEY.test(text)) return 'key must consist of printable ASCII characters without spaces';
  return null;
}
