import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { type Budget, BudgetStore } from '@tollgate/budgets';
import { ok, type Result } from '@tollgate/core';
import { badKeyRequest, keyNotFound, notYours } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyStore } from '../store/key-store.js';
import { KeyRights } from './key-rights.js';

/** A key, and how the caller named it. */
export interface NamedKey {
  readonly name: string;
  readonly key: VirtualKey;
}

/** Shows a key: any to admins; itself, those of its user, and as far as permitted those of its teams, to others. */
@Injectable()
export class ReadKey {
  constructor(
    private readonly store: KeyStore,
    private readonly rights: KeyRights,
    private readonly budgets: BudgetStore,
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

  /** Those of some keys that exist and that the caller may read, with the names it gave them. */
  async many(names: readonly string[], caller: Caller): Promise<NamedKey[]> {
    const tokens = new Map(names.map((name) => [name, storedHashOf(name)]));
    const known = [...tokens.values()].filter((token) => token !== null);
    const keys = new Map((await this.store.findByHashes(known)).map((key) => [key.token, key]));
    const readable: NamedKey[] = [];
    for (const [name, token] of tokens) {
      const key = keys.get(token ?? '');
      if (key && (await this.rights.mayRead(key, caller))) readable.push({ name, key });
    }
    return readable;
  }

  /** The budgets that keys borrow limits from, by id. */
  async budgetsOf(keys: readonly VirtualKey[]): Promise<ReadonlyMap<string, Budget>> {
    const ids = [...new Set(keys.map(({ budgetId }) => budgetId).filter((id) => id !== null))];
    return new Map((await this.budgets.findByIds(ids)).map((budget) => [budget.budgetId, budget]));
  }
}

/** Also for keys that do not exist, so that nobody learns which do. */
const NOT_READABLE = notYours('You may only read your own keys, and those of teams you run.');

function ownHashOf(caller: Caller): string | null {
  return caller.via === 'key' ? caller.keyHash : null;
}
