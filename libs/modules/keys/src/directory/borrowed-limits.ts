import { type Budget } from '@tollgate/budgets';
import { type VirtualKey } from '../domain/virtual-key.js';

/** A key with the limits of the budget it is linked to in place of those it has none of; its spend then follows its windows. */
export function withBorrowedLimits<Key extends VirtualKey>(key: Key, budget: Budget | null): Key {
  if (!budget) return key;
  const window =
    key.budgetDuration === null
      ? {
          budgetDuration: budget.budgetDuration,
          budgetResetAt: budget.budgetResetAt,
          budgetTimezone: key.budgetTimezone ?? budget.budgetTimezone,
          budgetWeekStart: key.budgetWeekStart ?? budget.budgetWeekStart,
        }
      : {};
  return {
    ...key,
    ...window,
    maxBudget: key.maxBudget ?? budget.maxBudget,
    maxParallelRequests: key.maxParallelRequests ?? budget.maxParallelRequests,
    tpmLimit: key.tpmLimit ?? budget.tpmLimit,
    rpmLimit: key.rpmLimit ?? budget.rpmLimit,
    modelMaxBudget: isEmpty(key.modelMaxBudget) ? (budget.modelMaxBudget ?? {}) : key.modelMaxBudget,
  };
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
