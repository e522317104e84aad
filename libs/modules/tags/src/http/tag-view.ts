import { borrowedBudgetViewOf } from '@tollgate/attributions';
import { type Budget } from '@tollgate/budgets';
import { type SeenTag, type TagView } from '@tollgate/core';
import { spenderViewOf } from '@tollgate/organizations';
import { type Tag } from '../domain/tag.js';

/** A tag's row in the wire's names and units. */
export function tagViewOf(tag: Tag, budgets: readonly Budget[]): TagView {
  const budget = budgets.find(({ budgetId }) => budgetId === tag.budgetId) ?? null;
  return {
    name: tag.name,
    description: tag.description,
    model_info: tag.modelInfo,
    budget_id: tag.budgetId,
    litellm_budget_table: borrowedBudgetViewOf(tag, budget),
    ...spenderViewOf(tag),
  };
}

/** What is known of a tag that calls carried and nobody made: its name. */
export function seenTagOf(name: string): SeenTag {
  return {
    ...{ name, description: null, model_info: null, budget_id: null, litellm_budget_table: null },
    ...{ spend: null, max_budget: null, soft_budget: null, budget_duration: null, budget_reset_at: null },
    ...{ budget_limits: null, model_max_budget: null, model_spend: null, max_parallel_requests: null },
    ...{ tpm_limit: null, rpm_limit: null, models: null, metadata: null, object_permission: null },
    ...{ object_permission_id: null, created_at: null, created_by: null, updated_at: null, updated_by: null },
  };
}
