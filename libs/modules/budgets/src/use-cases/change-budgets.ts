import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { type AuditAction, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type NewBudgetRequest,
  ok,
  refuse,
  type Result,
  type UpdateBudgetRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { type Budget } from '../domain/budget.js';
import { budgetChangesOf } from '../domain/budget-changes.js';
import { BudgetKeys } from '../domain/budget-keys.js';
import { budgetViewOf } from '../http/budget-view.js';
import { BudgetStore } from '../store/budget-store.js';

const BLANK = {
  maxBudget: null,
  softBudget: null,
  maxParallelRequests: null,
  tpmLimit: null,
  rpmLimit: null,
  modelMaxBudget: null,
  budgetDuration: null,
  budgetTimezone: null,
  budgetWeekStart: null,
  budgetResetAt: null,
  spendSince: null,
} as const;

/** Makes, changes and deletes budgets; row and audit entry in one transaction. */
@Injectable()
export class ChangeBudgets {
  constructor(
    private readonly store: BudgetStore,
    private readonly audit: AuditStore,
    private readonly keys: BudgetKeys,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async create(request: NewBudgetRequest, actor: Actor, now: Date): Promise<Result<Budget>> {
    const changes = budgetChangesOf(request, BLANK, now, this.calendar);
    if (!changes.ok) return changes;
    const { userId } = actor.caller;
    const budget: Budget = {
      ...BLANK,
      ...changes.value,
      budgetId: request.budget_id || randomUUID(),
      createdAt: now,
      createdBy: userId,
      updatedAt: now,
      updatedBy: userId,
    };
    return this.store.transaction(async (manager) => {
      if (!(await this.store.insert(manager, budget))) return taken();
      await this.record(manager, 'created', null, budget, actor, now);
      return ok(budget);
    });
  }

  async update(request: UpdateBudgetRequest, actor: Actor, now: Date): Promise<Result<Budget>> {
    return this.withKeys(request.budget_id, async (manager, before) => {
      const changes = budgetChangesOf(request, before, now, this.calendar);
      if (!changes.ok) return changes;
      const written = { ...changes.value, updatedAt: now, updatedBy: actor.caller.userId };
      await this.store.update(manager, before.budgetId, written);
      const after = { ...before, ...written };
      await this.record(manager, 'updated', before, after, actor, now);
      return ok(after);
    });
  }

  /** Keys that borrowed from it keep their own limits, and have none where they had none. */
  async delete(budgetId: string, actor: Actor, now: Date): Promise<Result<Budget>> {
    return this.withKeys(budgetId, async (manager, before) => {
      await this.store.delete(manager, budgetId);
      await this.record(manager, 'deleted', before, null, actor, now);
      return ok(before);
    });
  }

  private async withKeys(
    budgetId: string,
    work: (manager: EntityManager, before: Budget) => Promise<Result<Budget>>,
  ): Promise<Result<Budget>> {
    const done = await this.store.transaction(async (manager) => {
      const before = await this.store.lockById(manager, budgetId);
      if (!before) return null;
      const budget = await work(manager, before);
      return { budget, tokens: budget.ok ? await this.store.keysOf(manager, budgetId) : [] };
    });
    if (!done) return missing();
    if (done.budget.ok) this.keys.changed(done.tokens);
    return done.budget;
  }

  private record(
    manager: EntityManager,
    action: AuditAction,
    before: Budget | null,
    after: Budget | null,
    actor: Actor,
    at: Date,
  ): Promise<void> {
    const objectId = (after ?? before)?.budgetId ?? '';
    return this.audit.record(manager, [
      {
        actor,
        at,
        action,
        objectType: 'budget',
        objectId,
        before: before && { ...budgetViewOf(before) },
        after: after && { ...budgetViewOf(after) },
      },
    ]);
  }
}

function taken(): Result<never> {
  return refuse({
    class: 'BadRequestError',
    message: 'A budget with this budget_id exists already.',
    param: 'budget_id',
  });
}

function missing(): Result<never> {
  return refuse({ class: 'NotFoundError', message: 'Budget not found.', param: 'budget_id' });
}
