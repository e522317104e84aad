import { type BudgetView, type NewBudgetRequest, type UpdateBudgetRequest } from '@tollgate/core';
import { changedFields, filledFields, textOrNull } from '../../shared/form/changed-fields.js';
import {
  limitRules,
  NO_LIMITS,
  toLimits,
  toLimitValues,
  type LimitValues,
} from '../../shared/limits/limit-values.js';

/** The form's fields, called as the API calls them. '' is "not set". */
export interface BudgetFormValues extends LimitValues {
  budget_id: string;
}

export const EMPTY_BUDGET: BudgetFormValues = { budget_id: '', ...NO_LIMITS };

export const toBudgetValues = (budget: BudgetView): BudgetFormValues => ({
  budget_id: budget.budget_id,
  ...toLimitValues(budget),
});

/** The body of /budget/new: only what was filled in. */
export const toNewBudget = (values: BudgetFormValues): NewBudgetRequest =>
  filledFields({ budget_id: textOrNull(values.budget_id), ...toLimits(values) });

/** The body of /budget/update: only what differs; null clears. */
export const toBudgetUpdate = (budget: BudgetView, values: BudgetFormValues): UpdateBudgetRequest => ({
  budget_id: budget.budget_id,
  ...changedFields(toLimits(toBudgetValues(budget)), toLimits(values)),
});

export const budgetRules = limitRules;
