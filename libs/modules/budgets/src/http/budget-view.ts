import { type BudgetView, type PicoUsd, toUsdNumber } from '@tollgate/core';
import { type Budget } from '../domain/budget.js';

/** A budget in the wire's names and units. */
export function budgetViewOf(budget: Budget): BudgetView {
  return {
    budget_id: budget.budgetId,
    max_budget: usd(budget.maxBudget),
    soft_budget: usd(budget.softBudget),
    max_parallel_requests: budget.maxParallelRequests,
    tpm_limit: budget.tpmLimit,
    rpm_limit: budget.rpmLimit,
    model_max_budget: budget.modelMaxBudget,
    budget_duration: budget.budgetDuration,
    budget_timezone: budget.budgetTimezone,
    budget_week_start: budget.budgetWeekStart,
    budget_reset_at: budget.budgetResetAt && budget.budgetResetAt.toISOString(),
    created_at: budget.createdAt.toISOString(),
    created_by: budget.createdBy,
    updated_at: budget.updatedAt.toISOString(),
    updated_by: budget.updatedBy,
  };
}

function usd(value: PicoUsd | null): number | null {
  return value === null ? null : toUsdNumber(value);
}
