import { ok, type Result, type TeamFields } from '@tollgate/core';
import {
  badRequest,
  type BudgetClock,
  given,
  jsonOf,
  type Organization,
  picoOf,
  spenderChangesOf,
  type SpenderState,
  withoutAbsent,
} from '@tollgate/organizations';
import { type Team, type TeamChanges } from './team.js';

/** What a request changes on a team: only what it holds, where null clears. An empty `organization_id` takes it out. */
export function teamChangesOf(
  fields: TeamFields,
  current: SpenderState,
  clock: BudgetClock,
): Result<TeamChanges> {
  const shared = spenderChangesOf(fields, current, clock);
  if (!shared.ok) return shared;
  return ok(
    withoutAbsent({
      ...shared.value,
      teamAlias: given(fields.team_alias, (alias) => alias || null),
      organizationId: given(fields.organization_id, (id) => id || null),
      blocked: given(fields.blocked, (blocked) => blocked ?? false),
      memberPermissions: given(fields.team_member_permissions, list),
      defaultMemberModels: given(fields.default_team_member_models, list),
      modelAliases: given(fields.model_aliases, (aliases) => aliases ?? {}),
      routerSettings: given(fields.router_settings, (value) => (value ? jsonOf(value) : null)),
      accessGroupIds: given(fields.access_group_ids, list),
      policies: given(fields.policies, list),
      memberMaxBudget: given(fields.team_member_budget, picoOf),
      memberBudgetDuration: fields.team_member_budget_duration,
      memberTpmLimit: fields.team_member_tpm_limit,
      memberRpmLimit: fields.team_member_rpm_limit,
    }),
  );
}

/** Does the team fit into itself and into its organization? Checked when either is set; limits stack anyway. */
export function teamFits(team: Team, organization: Organization | null): Result<null> {
  const stray = team.defaultMemberModels.find(
    (model) => team.models.length > 0 && !team.models.includes(model),
  );
  if (stray !== undefined)
    return badRequest('default_team_member_models', `'${stray}' is not among the team's models`);
  if (team.softBudget !== null && team.maxBudget !== null && team.softBudget >= team.maxBudget)
    return badRequest('soft_budget', 'soft_budget must be less than max_budget');
  return organization ? withinOrganization(team, organization) : ok(null);
}

function withinOrganization(team: Team, organization: Organization): Result<null> {
  const caps = [
    ['max_budget', team.maxBudget, organization.maxBudget],
    ['tpm_limit', team.tpmLimit, organization.tpmLimit],
    ['rpm_limit', team.rpmLimit, organization.rpmLimit],
  ] as const;
  for (const [field, own, cap] of caps)
    if (own !== null && cap !== null && own > cap)
      return badRequest(field, `${field} must not exceed the organization's`);
  const everything = organization.models.length === 0 || organization.models.includes('all-proxy-models');
  const stray = everything ? undefined : team.models.find((model) => !organization.models.includes(model));
  return stray === undefined
    ? ok(null)
    : badRequest('models', `'${stray}' is not among the organization's models`);
}

function list(value: string[] | null): string[] {
  return value ?? [];
}
