import { type BudgetStore } from '@tollgate/budgets';
import { ok, type Result, type SpenderFields } from '@tollgate/core';
import {
  badRequest,
  type BudgetClock,
  spenderChangesOf,
  type SpenderChanges,
  type SpenderState,
} from '@tollgate/organizations';

/** What a request sets on a borrower. */
export interface BorrowerFields extends SpenderFields {
  budget_id?: string | null;
}

export type BorrowerChanges = SpenderChanges & { budgetId?: string | null };

/** What a request changes on a borrower: only what it holds, where null clears. A budget it names has to exist. */
export async function borrowerChangesOf(
  fields: BorrowerFields,
  before: SpenderState,
  clock: BudgetClock,
  budgets: Pick<BudgetStore, 'findByIds'>,
): Promise<Result<BorrowerChanges>> {
  const { budget_id: budgetId, max_budget: maxBudget } = fields;
  if (budgetId && maxBudget != null)
    return badRequest('budget_id', 'give either budget_id or max_budget, not both');
  if (budgetId && (await budgets.findByIds([budgetId])).length === 0)
    return badRequest('budget_id', 'There is no budget with this budget_id.');
  const changes = spenderChangesOf(fields, before, clock);
  if (!changes.ok || budgetId === undefined) return changes;
  return ok({ ...changes.value, budgetId: budgetId || null });
}
