import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { badKeyRequest, keyNotFound, notYours } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyStore } from '../store/key-store.js';

/** Shows a key: any to admins, its own to a key. */
@Injectable()
export class ReadKey {
  constructor(private readonly store: KeyStore) {}

  /** @param keyOrHash null: the key that asks. */
  async run(keyOrHash: string | null, caller: Caller): Promise<Result<VirtualKey>> {
    const token = keyOrHash === null ? ownHashOf(caller) : storedHashOf(keyOrHash);
    if (token === null)
      return keyOrHash === null
        ? keyNotFound('The master key has no record. Name a key: /key/info?key=sk-…')
        : badKeyRequest('key', 'key must be a key (sk-…) or its SHA-256 hash');
    if (!seesEverything(caller) && token !== caller.keyHash)
      return notYours('You may only read the key you are calling with.');
    const key = await this.store.findByHash(token);
    return key ? ok(key) : keyNotFound();
  }
}

function ownHashOf(caller: Caller): string | null {
  return caller.via === 'key' ? caller.keyHash : null;
}
