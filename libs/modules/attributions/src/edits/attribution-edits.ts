import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { type AttributionKind, type Result } from '@tollgate/core';
import { auditViewOf, orRefusal, Undone } from '@tollgate/organizations';
import { DataSource, type EntityManager } from 'typeorm';
import { AttributionChanges } from '../live/attribution-changes.js';

/** What an admin did to a customer or a tag. */
export interface AttributionAct {
  readonly action: AuditAction;
  readonly kind: AttributionKind;
  readonly id: string;
  readonly before: object | null;
  readonly after: object | null;
  readonly actor: Actor;
  readonly now: Date;
}

/** The one way customers and tags are changed by admins: written and audited in one transaction, in force before the reply. */
@Injectable()
export class AttributionEdits {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditStore,
    private readonly changes: AttributionChanges,
  ) {}

  /** Runs work in a transaction that a refusal undoes; afterwards the new rules of these are in force. */
  async commit<T>(
    kind: AttributionKind,
    ids: readonly string[],
    work: (manager: EntityManager) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const outcome = await orRefusal(
      this.dataSource.transaction(async (manager) => {
        const result = await work(manager);
        if (!result.ok) throw new Undone(result);
        return result;
      }),
    );
    if (outcome.ok) await this.changes.changed(kind, ids);
    return outcome;
  }

  record(manager: EntityManager, acts: readonly AttributionAct[]): Promise<void> {
    return this.audit.record(
      manager,
      acts.map(({ actor, now, action, kind, id, before, after }) => ({
        ...{ actor, at: now, action, objectType: kind, objectId: id },
        before: before && auditViewOf(before),
        after: after && auditViewOf(after),
      })),
    );
  }
}
