import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor, CallerKeys } from '@tollgate/auth';
import { AuditStore } from '@tollgate/audit';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  ok,
  type RegenerateKeyRequest,
  type Result,
  UTC_CALENDAR,
} from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { KeyChangePublisher } from '../directory/key-change-publisher.js';
import { auditViewOf } from '../domain/key-audit.js';
import { keyChangesOf } from '../domain/key-changes.js';
import {
  badKeyRequest,
  conflictRefusal,
  keyNotFound,
  noSuchBudget,
  unpairedRaise,
} from '../domain/key-refusals.js';
import { gracePeriodEnd, nextRotation, withRotation } from '../domain/key-rotation.js';
import { faultOfCustomKey, hashOfKey, maskedKey, newKeyText, storedHashOf } from '../domain/key-text.js';
import { type VirtualKey } from '../domain/virtual-key.js';
import { KeySettings } from '../settings/key-settings.js';
import { placed } from '../store/key-placement.js';
import { conflictOf, KeyStore } from '../store/key-store.js';
import { type NewKey } from './generate-key.js';

/**
 * Gives a key another secret, and changes what the request holds besides. Limits, spend and counters stay. The old secret is
 * refused from then on, or works on for a grace period; a copy of the key as it was goes to `deleted_key`.
 */
@Injectable()
export class RegenerateKey {
  constructor(
    private readonly store: KeyStore,
    private readonly audit: AuditStore,
    private readonly callers: CallerKeys,
    private readonly changes: KeyChangePublisher,
    @Optional() private readonly settings: KeySettings = new KeySettings(),
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(name: string, request: RegenerateKeyRequest, actor: Actor, now: Date): Promise<Result<NewKey>> {
    const token = storedHashOf(name);
    if (token === null) return badKeyRequest('key', 'key must be a key (sk-…) or its SHA-256 hash');
    const revokeAt = gracePeriodEnd(request.grace_period, this.settings.rotationGracePeriod, now);
    if (!revokeAt.ok) return revokeAt;
    const secret = request.new_key ?? newKeyText();
    const fault = this.faultOf(secret, request);
    if (fault) return fault;
    if (!(await this.store.hasBudget(request.budget_id))) return noSuchBudget();
    try {
      const rotated = await this.store.transaction((manager) =>
        this.rotate(manager, token, secret, request, revokeAt.value, actor, now),
      );
      if (!rotated.ok) return rotated;
      this.changes.changed([token, rotated.value.token]);
      return ok({ secret, key: rotated.value });
    } catch (error) {
      const conflict = conflictOf(error);
      if (conflict) return conflictRefusal(conflict);
      throw error;
    }
  }

  private faultOf(secret: string, request: RegenerateKeyRequest): Result<never> | null {
    const fault = faultOfCustomKey(secret);
    if (fault) return badKeyRequest('new_key', fault.replace(/^key /, 'new_key '));
    if (this.callers.isMaster(secret)) return badKeyRequest('new_key', 'new_key must not be the master key');
    return unpairedRaise(request);
  }

  private async rotate(
    manager: EntityManager,
    token: string,
    secret: string,
    request: RegenerateKeyRequest,
    revokeAt: Date,
    actor: Actor,
    now: Date,
  ): Promise<Result<VirtualKey>> {
    const before = await this.store.lockByHash(manager, token);
    if (!before) return keyNotFound();
    const asked = keyChangesOf(request, before, now, this.calendar);
    if (!asked.ok) return asked;
    const changes = withRotation(asked.value, before, now);
    if (!changes.ok) return changes;
    const newToken = hashOfKey(secret);
    if (await this.store.isTaken(manager, newToken)) return conflictRefusal('key taken');
    const settled = await placed(manager, { ...before, ...changes.value }, before, actor);
    if (!settled.ok) return settled;
    const changed = settled.value;
    const after: VirtualKey = {
      ...changed,
      token: newToken,
      keyName: maskedKey(secret),
      counterId: before.counterId ?? before.token,
      rotationCount: before.rotationCount + 1,
      lastRotationAt: now,
      keyRotationAt: nextRotation(changed, now),
      updatedAt: now,
      updatedBy: actor.caller.userId,
    };
    await this.store.rotate(manager, before, after, revokeAt);
    await this.record(manager, before, after, actor, now);
    return ok(after);
  }

  private async record(
    manager: EntityManager,
    before: VirtualKey,
    after: VirtualKey,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { userId, keyHash } = actor.caller;
    await this.store.copyToDeleted(manager, [
      {
        ...before,
        deletedAt: now,
        deletedBy: userId,
        deletedByApiKey: keyHash,
        litellmChangedBy: actor.changedBy,
      },
    ]);
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: 'rotated',
        objectType: 'virtual_key',
        objectId: after.token,
        before: auditViewOf(before),
        after: auditViewOf(after),
      },
    ]);
  }
}
