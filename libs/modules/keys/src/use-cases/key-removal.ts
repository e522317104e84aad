import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { type EntityManager } from 'typeorm';
import { auditViewOf } from '../domain/key-audit.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyStore } from '../store/key-store.js';

/** Removes keys that are locked, within a transaction of the caller's: a copy of each stays, and an audit entry. */
@Injectable()
export class KeyRemoval {
  constructor(
    private readonly store: KeyStore,
    private readonly audit: AuditStore,
  ) {}

  async remove(manager: EntityManager, keys: readonly VirtualKey[], actor: Actor, now: Date): Promise<void> {
    if (keys.length === 0) return;
    await this.store.moveToDeleted(
      manager,
      keys.map((key) => ({
        ...key,
        deletedAt: now,
        deletedBy: actor.caller.userId,
        deletedByApiKey: actor.caller.keyHash,
        litellmChangedBy: actor.changedBy,
      })),
    );
    await this.audit.record(
      manager,
      keys.map((key) => ({
        actor,
        at: now,
        action: 'deleted' as const,
        objectType: 'virtual_key',
        objectId: key.token,
        before: auditViewOf(key),
        after: null,
      })),
    );
  }
}
