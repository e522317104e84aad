import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type KeyDetails, type OwnerKind } from '@tollgate/core';
import { OwnedKeys } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { keyDetailsOf } from '../http/key-view.js';
import { KeyStore } from '../store/key-store.js';
import { KeyRemoval } from '../use-cases/key-removal.js';

/** Keys, for the organizations, teams and users they belong to. */
@Injectable()
export class StoredOwnedKeys extends OwnedKeys {
  constructor(
    private readonly store: KeyStore,
    private readonly removal: KeyRemoval,
  ) {
    super();
  }

  async of(kind: OwnerKind, ids: readonly string[], limit: number): Promise<KeyDetails[]> {
    return (await this.store.findByOwners(kind, ids, limit)).map(keyDetailsOf);
  }

  countOf(kind: OwnerKind, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.store.countByOwners(kind, ids);
  }

  async deleteOf(
    manager: EntityManager,
    kind: OwnerKind,
    ids: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.removal.remove(manager, await this.store.lockByOwners(manager, kind, ids), actor, now);
  }
}
