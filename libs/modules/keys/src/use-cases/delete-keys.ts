import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type DeleteKeysRequest, ok, type Result } from '@tollgate/core';
import { keyNotFound } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { KeyStore } from '../store/key-store.js';
import { KeyRemoval } from './key-removal.js';

/** Deletes keys by key, hash or alias; a copy of each goes to `deleted_key`. All or, on an error, none. */
@Injectable()
export class DeleteKeys {
  constructor(
    private readonly store: KeyStore,
    private readonly removal: KeyRemoval,
    private readonly changes: KeyChangePublisher,
  ) {}

  /** @returns the names from the request that were found, in its order. */
  async run(request: DeleteKeysRequest, actor: Actor, now: Date): Promise<Result<string[]>> {
    const named = (request.keys ?? []).map((name) => ({ name, token: storedHashOf(name) }));
    const tokens = named.flatMap(({ token }) => (token === null ? [] : [token]));
    const aliases = request.key_aliases ?? [];
    const deleted = await this.store.transaction(async (manager) => {
      const keys = await this.store.lockMany(manager, tokens, aliases);
      await this.removal.remove(manager, keys, actor, now);
      return keys;
    });
    if (deleted.length === 0) return keyNotFound('None of these keys exists.');
    this.changes.changed(deleted.map((key) => key.token));
    const gone = new Set(deleted.flatMap((key) => [key.token, ...(key.keyAlias ? [key.keyAlias] : [])]));
    return ok([
      ...named.filter(({ token }) => token !== null && gone.has(token)).map(({ name }) => name),
      ...aliases.filter((alias) => gone.has(alias)),
    ]);
  }
}
