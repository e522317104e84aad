import { borrowedBudgetViewOf } from '@tollgate/attributions';
import { type Budget } from '@tollgate/budgets';
import { type CustomerView } from '@tollgate/core';
import { spenderViewOf } from '@tollgate/organizations';
import { type Customer } from '../domain/customer.js';

/** A customer's row in the wire's names and units. */
export function customerViewOf(customer: Customer, budgets: readonly Budget[]): CustomerView {
  const budget = budgets.find(({ budgetId }) => budgetId === customer.budgetId) ?? null;
  return {
    user_id: customer.customerId,
    alias: customer.alias,
    blocked: customer.blocked,
    allowed_model_region: customer.allowedModelRegion,
    default_model: customer.defaultModel,
    budget_id: customer.budgetId,
    litellm_budget_table: borrowedBudgetViewOf(customer, budget),
    ...spenderViewOf(customer),
  };
}
