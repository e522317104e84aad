import { type Actor } from '@tollgate/auth';
import { type KeyDetails, type OwnerKind } from '@tollgate/core';
import { type EntityManager } from 'typeorm';

/** Keys as their owners see them. The keys module, which knows the owners and not the other way round, is behind it. */
export abstract class OwnedKeys {
  /** Keys of these owners, newest first, at most `limit`. */
  abstract of(kind: OwnerKind, ids: readonly string[], limit: number): Promise<KeyDetails[]>;
  abstract countOf(kind: OwnerKind, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Moves all of them to the deleted keys, within the caller's transaction; tell of the owners' change after it. */
  abstract deleteOf(
    manager: EntityManager,
    kind: OwnerKind,
    ids: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void>;
}
