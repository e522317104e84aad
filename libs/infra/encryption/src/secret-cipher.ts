import { createHash } from 'node:crypto';
import { decryptGcm, encryptGcm } from './aes-gcm.js';
import { hkdfKey } from './derived-key.js';
import { openForeign } from './foreign/foreign-values.js';

/** What a stored value turned out to be. */
export type Opened =
  /** Never encrypted. */
  | { readonly state: 'plain'; readonly text: string }
  /** `current`: under today's key and in today's format, so it need not be written anew. */
  | { readonly state: 'opened'; readonly text: string; readonly current: boolean }
  /** Encrypted under a key that is not known here, moved from another place, or damaged. */
  | { readonly state: 'unreadable' };

interface Key {
  /** First 8 hex digits of the key's SHA-256: tells which key a value was written with, and nothing about it. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

const PURPOSE = 'tollgate-at-rest-v1';
const SEALED = /^tg1:([0-9a-f]{8}):([A-Za-z0-9_-]+)$/;

/**
 * Encrypts secrets for the database with AES-256-GCM, under a key derived from the salt key. Each value is bound to its
 * place (table, row, member), so that one who can write to the database cannot move it to where it would be sent elsewhere.
 * Format: `tg1:` key id `:` base64url(nonce ‖ ciphertext ‖ tag).
 */
export class SecretCipher {
  readonly #current: Key;
  readonly #keys: ReadonlyMap<string, Key>;
  readonly #passphrases: readonly string[];

  /** @param previous passphrases whose values can still be read, newest first; nothing is written with them. */
  constructor(passphrase: string, previous: readonly string[] = []) {
    this.#passphrases = [passphrase, ...previous];
    this.#current = keyOf(passphrase);
    this.#keys = new Map(this.#passphrases.map(keyOf).map((key) => [key.id, key]));
  }

  seal(text: string, place: string): string {
    const { id, bytes } = this.#current;
    return `tg1:${id}:${encryptGcm(bytes, text, place).toString('base64url')}`;
  }

  /** Reads own values and those of a LiteLLM database. Never throws. */
  open(value: string, place: string): Opened {
    const [, id, sealed] = SEALED.exec(value) ?? [];
    if (id === undefined || sealed === undefined) return this.#openForeign(value);
    const key = this.#keys.get(id);
    const text = key ? decryptGcm(key.bytes, Buffer.from(sealed, 'base64url'), place) : null;
    return text === null
      ? { state: 'unreadable' }
      : { state: 'opened', text, current: id === this.#current.id };
  }

  #openForeign(value: string): Opened {
    const opened = openForeign(value, this.#passphrases);
    switch (opened.state) {
      case 'opened':
        return { ...opened, current: false };
      case 'plain':
        return { state: 'plain', text: value };
      case 'unreadable':
        return { state: 'unreadable' };
    }
  }
}

function keyOf(passphrase: string): Key {
  const bytes = hkdfKey(passphrase, PURPOSE);
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}
