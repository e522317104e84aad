import { Inject, Injectable, Optional } from '@nestjs/common';
import {
  AttributionEdits,
  borrowerChangesOf,
  type BorrowerChanges,
  unrestrictedBorrower,
} from '@tollgate/attributions';
import { type AuditAction } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { BudgetStore } from '@tollgate/budgets';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type CustomerFields,
  type NewCustomerRequest,
  ok,
  parseUsd,
  type Result,
  type UpdateCustomerRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import { badRequest, notFound, withoutAbsent } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { type Customer, UNNAMED_CUSTOMER } from '../domain/customer.js';
import { CustomerStore } from '../store/customer-store.js';

/** Makes, changes, blocks and deletes customers; rows and audit entries in one transaction. The routes are for proxy admins. */
@Injectable()
export class ChangeCustomers {
  constructor(
    private readonly store: CustomerStore,
    private readonly budgets: BudgetStore,
    private readonly edits: AttributionEdits,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async create(request: NewCustomerRequest, actor: Actor, now: Date): Promise<Result<Customer>> {
    const customer = newCustomer(request.user_id, actor, now, parseUsd(request.spend ?? 0) ?? 0n);
    const changes = await this.changesOf(request, customer, now);
    if (!changes.ok) return changes;
    const made = { ...customer, ...changes.value };
    return this.edits.commit('customer', [made.customerId], async (manager) => {
      if ((await this.store.insertMissing(manager, [made])) === 0)
        return badRequest('user_id', 'A customer with this user_id exists already.');
      await this.record(manager, 'created', null, made, actor, now);
      return ok(made);
    });
  }

  async update(request: UpdateCustomerRequest, actor: Actor, now: Date): Promise<Result<Customer>> {
    return this.edits.commit('customer', [request.user_id], async (manager) => {
      const [before] = await this.store.lock(manager, [request.user_id]);
      if (!before) return notFound('Customer', 'user_id');
      const changes = await this.changesOf(request, before, now);
      if (!changes.ok) return changes;
      const written = { ...changes.value, updatedAt: now, updatedBy: actor.caller.userId };
      await this.store.update(manager, [before.customerId], written);
      const after = { ...before, ...written };
      await this.record(manager, 'updated', before, after, actor, now);
      return ok(after);
    });
  }

  /** All or none. What they spent stays in the ledger; a later call of one makes it anew, free of rules. */
  async delete(ids: readonly string[], actor: Actor, now: Date): Promise<Result<Customer[]>> {
    const unique = [...new Set(ids)];
    return this.edits.commit('customer', unique, async (manager) => {
      const found = await this.store.lock(manager, unique);
      if (found.length < unique.length) return notFound('Customer', 'user_ids');
      await this.store.delete(manager, unique);
      for (const customer of found) await this.record(manager, 'deleted', customer, null, actor, now);
      return ok(found);
    });
  }

  /** Stops calls that name them; who is not known yet is made, blocked. */
  block(ids: readonly string[], actor: Actor, now: Date): Promise<Result<Customer[]>> {
    const unique = [...new Set(ids)];
    return this.edits.commit('customer', unique, async (manager) => {
      await this.store.insertMissing(
        manager,
        unique.toSorted().map((id) => newCustomer(id, actor, now)),
      );
      return this.setBlocked(manager, unique, true, actor, now);
    });
  }

  /** All or none. */
  unblock(ids: readonly string[], actor: Actor, now: Date): Promise<Result<Customer[]>> {
    const unique = [...new Set(ids)];
    return this.edits.commit('customer', unique, (manager) =>
      this.setBlocked(manager, unique, false, actor, now),
    );
  }

  private async setBlocked(
    manager: EntityManager,
    ids: readonly string[],
    blocked: boolean,
    actor: Actor,
    now: Date,
  ): Promise<Result<Customer[]>> {
    const found = await this.store.lock(manager, ids);
    if (found.length < ids.length) return notFound('Customer', 'user_ids');
    const written = { blocked, updatedAt: now, updatedBy: actor.caller.userId };
    await this.store.update(manager, ids, written);
    const after = found.map((customer) => ({ ...customer, ...written }));
    for (const [i, customer] of after.entries())
      await this.record(manager, blocked ? 'blocked' : 'unblocked', found[i] ?? null, customer, actor, now);
    return ok(after);
  }

  private async changesOf(
    fields: CustomerFields,
    before: Customer,
    now: Date,
  ): Promise<Result<BorrowerChanges & Partial<Customer>>> {
    const clock = { now, calendar: this.calendar };
    const changes = await borrowerChangesOf(fields, before, clock, this.budgets);
    if (!changes.ok) return changes;
    return ok({
      ...changes.value,
      ...withoutAbsent({
        alias: fields.alias,
        blocked: fields.blocked === undefined ? undefined : (fields.blocked ?? false),
        allowedModelRegion: fields.allowed_model_region,
        defaultModel: fields.default_model,
      }),
    });
  }

  private record(
    manager: EntityManager,
    action: AuditAction,
    before: Customer | null,
    after: Customer | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = (after ?? before)?.customerId ?? '';
    return this.edits.record(manager, [{ action, kind: 'customer', id, before, after, actor, now }]);
  }
}

function newCustomer(customerId: string, { caller }: Actor, now: Date, spend = 0n): Customer {
  return { ...unrestrictedBorrower(caller.userId, now, spend), ...UNNAMED_CUSTOMER, customerId };
}
