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
    ...{ name, description: null, models: null, model_info: null, spend: null, budget_id: null },
    ...{ litellm_budget_table: null, created_at: null, created_by: null, updated_at: null },
  };
}
