import { ok, type ProjectFields, type Result } from '@tollgate/core';
import {
  badRequest,
  type BudgetClock,
  given,
  type Spender,
  spenderChangesOf,
  type SpenderState,
  withoutAbsent,
} from '@tollgate/organizations';
import { type ProjectChanges } from './project.js';

/** What a request changes on a project: only what it holds, where null clears. */
export function projectChangesOf(
  fields: ProjectFields,
  current: SpenderState,
  clock: BudgetClock,
): Result<ProjectChanges> {
  const shared = spenderChangesOf(fields, current, clock);
  if (!shared.ok) return shared;
  return ok(
    withoutAbsent({
      ...shared.value,
      projectAlias: given(fields.project_alias, (alias) => alias || null),
      description: given(fields.description, (text) => text || null),
      budgetId: given(fields.budget_id, (id) => id || null),
      blocked: given(fields.blocked, (blocked) => blocked ?? false),
    }),
  );
}

type Caps = Pick<Spender, 'maxBudget' | 'tpmLimit' | 'rpmLimit' | 'models'>;

/**
 * Does something fit into what it is in: a project into its team, a key into its project? Checked when either is set; limits
 * stack anyway, so nothing is lent by a larger one.
 * @param owner whose caps these are, as a refusal names it: `team`.
 */
export function fitsInto(inner: Caps, outer: Caps, owner: string): Result<null> {
  const caps = [
    ['max_budget', inner.maxBudget, outer.maxBudget],
    ['tpm_limit', inner.tpmLimit, outer.tpmLimit],
    ['rpm_limit', inner.rpmLimit, outer.rpmLimit],
  ] as const;
  for (const [field, own, cap] of caps)
    if (own !== null && cap !== null && own > cap)
      return badRequest(field, `${field} must not exceed the ${owner}'s`);
  const everything = outer.models.length === 0 || outer.models.includes('all-proxy-models');
  const stray = everything ? undefined : inner.models.find((model) => !isAmong(model, outer.models));
  return stray === undefined
    ? ok(null)
    : badRequest('models', `'${stray}' is not among the ${owner}'s models`);
}

function isAmong(model: string, models: readonly string[]): boolean {
  return model === 'all-team-models' || models.includes(model);
}
