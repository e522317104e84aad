import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { AuditStore } from '@tollgate/audit';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  ok,
  type Result,
  type UpdateKeyRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { auditViewOf } from '../domain/key-audit.js';
import { keyChangesOf } from '../domain/key-changes.js';
import { conflictRefusal, keyNotFound, noSuchBudget, unpairedRaise } from '../domain/key-refusals.js';
import { withRotation } from '../domain/key-rotation.js';
import { storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { placed } from '../store/key-placement.js';
import { conflictOf, KeyStore } from '../store/key-store.js';

/** Changes the fields a request holds, where null clears; the others stay, also when the ledger writes meanwhile. */
@Injectable()
export class UpdateKey {
  constructor(
    private readonly store: KeyStore,
    private readonly audit: AuditStore,
    private readonly changes: KeyChangePublisher,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(request: UpdateKeyRequest, actor: Actor, now: Date): Promise<Result<VirtualKey>> {
    const token = storedHashOf(request.key);
    if (token === null) return keyNotFound();
    const unpaired = unpairedRaise(request);
    if (unpaired) return unpaired;
    if (!(await this.store.hasBudget(request.budget_id))) return noSuchBudget();
    try {
      const result = await this.store.transaction((manager) =>
        this.change(manager, token, request, actor, now),
      );
      if (result.ok) this.changes.changed([token]);
      return result;
    } catch (error) {
      const conflict = conflictOf(error);
      if (conflict) return conflictRefusal(conflict);
      throw error;
    }
  }

  private async change(
    manager: EntityManager,
    token: string,
    request: UpdateKeyRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<VirtualKey>> {
    const before = await this.store.lockByHash(manager, token);
    if (!before) return keyNotFound();
    const asked = keyChangesOf(request, before, now, this.calendar);
    if (!asked.ok) return asked;
    const changes = withRotation(asked.value, before, now);
    if (!changes.ok) return changes;
    const written = { ...changes.value, updatedAt: now, updatedBy: actor.caller.userId };
    const settled = await placed(manager, { ...before, ...written }, before, actor);
    if (!settled.ok) return settled;
    const after = settled.value;
    await this.store.update(manager, token, { ...written, teamId: after.teamId });
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: 'updated',
        objectType: 'virtual_key',
        objectId: token,
        before: auditViewOf(before),
        after: auditViewOf(after),
      },
    ]);
    return ok(after);
  }
}
