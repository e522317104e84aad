import { createHash, hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;

/** A passphrase as an AES-256 key: HKDF-SHA-256 without salt, for one purpose. RFC 5869. */
export function hkdfKey(passphrase: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', passphrase, '', purpose, KEY_BYTES));
}

/** A passphrase hashed once, as older formats take it. */
export function hashedKey(passphrase: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(passphrase).digest());
}
