import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { AuditStore } from '@tollgate/audit';
import { ok, type Result } from '@tollgate/core';
import { auditViewOf } from '../domain/key-audit.js';
import { badKeyRequest, keyNotFound } from '../domain/key-refusals.js';
import { storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { KeyStore } from '../store/key-store.js';

/** Stops a key, or lets it go on. Saying so twice is fine. */
@Injectable()
export class BlockKey {
  constructor(
    private readonly store: KeyStore,
    private readonly audit: AuditStore,
    private readonly changes: KeyChangePublisher,
  ) {}

  async run(keyOrHash: string, blocked: boolean, actor: Actor, now: Date): Promise<Result<VirtualKey>> {
    const token = storedHashOf(keyOrHash);
    if (token === null) return badKeyRequest('key', 'key must be a key (sk-…) or its SHA-256 hash');
    const after = await this.store.transaction(async (manager) => {
      const before = await this.store.lockByHash(manager, token);
      if (!before) return null;
      const written = { blocked, updatedAt: now, updatedBy: actor.caller.userId };
      const changed = { ...before, ...written };
      await this.store.update(manager, token, written);
      await this.audit.record(manager, [
        {
          actor,
          at: now,
          action: blocked ? 'blocked' : 'unblocked',
          objectType: 'virtual_key',
          objectId: token,
          before: auditViewOf(before),
          after: auditViewOf(changed),
        },
      ]);
      return changed;
    });
    if (!after) return keyNotFound();
    this.changes.changed([token]);
    return ok(after);
  }
}
