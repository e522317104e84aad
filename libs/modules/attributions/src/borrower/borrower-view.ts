import { type Budget } from '@tollgate/budgets';
import { type BorrowedBudgetView } from '@tollgate/core';
import { spenderViewOf, usd } from '@tollgate/organizations';
import { type Borrower } from './borrower.js';

/** The limits a borrower has: its own, and where it has none those of its budget; null when there are none. */
export function borrowedBudgetViewOf(borrower: Borrower, budget: Budget | null): BorrowedBudgetView | null {
  const own = spenderViewOf(borrower);
  const ownModels = Object.keys(own.model_max_budget).length > 0 ? own.model_max_budget : null;
  const follows = borrower.budgetDuration === null && budget;
  const view: BorrowedBudgetView = {
    budget_id: borrower.budgetId ?? '',
    max_budget: own.max_budget ?? usd(budget?.maxBudget ?? null),
    soft_budget: own.soft_budget ?? usd(budget?.softBudget ?? null),
    max_parallel_requests: own.max_parallel_requests ?? budget?.maxParallelRequests ?? null,
    tpm_limit: own.tpm_limit ?? budget?.tpmLimit ?? null,
    rpm_limit: own.rpm_limit ?? budget?.rpmLimit ?? null,
    model_max_budget: ownModels ?? budget?.modelMaxBudget ?? null,
    budget_duration: follows ? follows.budgetDuration : own.budget_duration,
    budget_reset_at: follows ? (follows.budgetResetAt?.toISOString() ?? null) : own.budget_reset_at,
  };
  const { budget_id: id, ...limits } = view;
  return id === '' && Object.values(limits).every((limit) => limit === null) ? null : view;
}
