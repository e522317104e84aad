import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';
import { decryptGcm } from '../aes-gcm.js';
import { hashedKey, hkdfKey } from '../derived-key.js';

const GCM = /^v([23]):gcm:([A-Za-z0-9_-]+={0,2})$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const NONCE_BYTES = 24;
const MAC_BYTES = 16;
/** HKDF info of LiteLLM's third format. */
const PURPOSE_V3 = 'litellm-at-rest-v3';

/**
 * Opens a value that LiteLLM encrypted, in any of its three formats (contract/management §7.2): NaCl SecretBox without a
 * prefix, `v2:gcm:` and `v3:gcm:`.
 * @returns `plain`: not encrypted at all, by its look · `unreadable`: encrypted under another passphrase, or damaged.
 */
export function openForeign(
  value: string,
  passphrases: readonly string[],
): { readonly state: 'plain' | 'unreadable' } | { readonly state: 'opened'; readonly text: string } {
  const gcm = GCM.exec(value);
  if (gcm) {
    const sealed = Buffer.from(gcm[2] ?? '', 'base64url');
    const keyOf = (passphrase: string) =>
      gcm[1] === '2' ? hashedKey(passphrase) : hkdfKey(passphrase, PURPOSE_V3);
    return first(passphrases, (passphrase) => decryptGcm(keyOf(passphrase), sealed, null)) ?? UNREADABLE;
  }
  if (!BASE64.test(value)) return PLAIN;
  const box = Buffer.from(value, 'base64url');
  if (box.length < NONCE_BYTES + MAC_BYTES) return PLAIN;
  // Many a key looks like base64, so what does not open was most likely never encrypted.
  return first(passphrases, (passphrase) => openBox(hashedKey(passphrase), box)) ?? PLAIN;
}

const PLAIN = { state: 'plain' } as const;
const UNREADABLE = { state: 'unreadable' } as const;

function first(
  passphrases: readonly string[],
  open: (passphrase: string) => string | null,
): { state: 'opened'; text: string } | null {
  for (const passphrase of passphrases) {
    const text = open(passphrase);
    if (text !== null) return { state: 'opened', text };
  }
  return null;
}

/** XSalsa20-Poly1305: nonce (24 bytes) ‖ mac (16 bytes) ‖ ciphertext. */
function openBox(key: Uint8Array, box: Buffer): string | null {
  try {
    const text = xsalsa20poly1305(key, box.subarray(0, NONCE_BYTES)).decrypt(box.subarray(NONCE_BYTES));
    return Buffer.from(text).toString('utf8');
  } catch {
    return null;
  }
}
