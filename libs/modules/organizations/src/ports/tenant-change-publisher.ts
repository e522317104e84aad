import { type OwnerKind } from '@tollgate/core';

/** Tells every process that an owner of keys changed, this one first. Called after the commit; never throws. */
export abstract class TenantChangePublisher {
  abstract ownersChanged(kind: OwnerKind, ids: readonly string[]): void;
}
