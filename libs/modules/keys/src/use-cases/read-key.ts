import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { badKeyRequest, keyNotFound, notYours } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyStore } from '../store/key-store.js';
import { KeyRights } from './key-rights.js';

/** Shows a key: any to admins; itself, those of its user, and as far as permitted those of its teams, to others. */
@Injectable()
export class ReadKey {
  constructor(
    private readonly store: KeyStore,
    private readonly rights: KeyRights,
  ) {}

  /** @param keyOrHash null: the key that asks. */
  async run(keyOrHash: string | null, caller: Caller): Promise<Result<VirtualKey>> {
    const token = keyOrHash === null ? ownHashOf(caller) : storedHashOf(keyOrHash);
    if (token === null)
      return keyOrHash === null
        ? keyNotFound('The master key has no record. Name a key: /key/info?key=sk-…')
        : badKeyRequest('key', 'key must be a key (sk-…) or its SHA-256 hash');
    const key = await this.store.findByHash(token);
    if (!key) return seesEverything(caller) ? keyNotFound() : NOT_READABLE;
    return (await this.rights.mayRead(key, caller)) ? ok(key) : NOT_READABLE;
  }
}

/** Also for keys that do not exist, so that nobody learns which do. */
const NOT_READABLE = notYours('You may only read your own keys, and those of teams you run.');

function ownHashOf(caller: Caller): string | null {
  return caller.via === 'key' ? caller.keyHash : null;
}
