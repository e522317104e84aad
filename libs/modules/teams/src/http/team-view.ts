import { type MemberBudget, type TeamMembershipView, type TeamView, toUsdNumber } from '@tollgate/core';
import { memberBudgetOf, spenderViewOf, usd } from '@tollgate/organizations';
import { type DeletedTeam, type Team, type TeamMember, type TeamWithMembers } from '../domain/team.js';

/** A team's row in the wire's names and units. `emails`: addresses by user id, as far as they are known. */
export function teamViewOf(
  { team, members }: TeamWithMembers,
  emails: ReadonlyMap<string, string> = new Map(),
): TeamView {
  return {
    ...spenderViewOf(team),
    team_id: team.teamId,
    team_alias: team.teamAlias,
    organization_id: team.organizationId,
    admins: [],
    members: [],
    members_with_roles: members.map(({ role, userId }) => ({
      role,
      user_id: userId,
      user_email: emails.get(userId) ?? null,
    })),
    team_member_permissions: team.memberPermissions,
    default_team_member_models: team.defaultMemberModels,
    blocked: team.blocked,
    router_settings: team.routerSettings,
    access_group_ids: team.accessGroupIds,
    policies: team.policies,
    model_id: null,
    litellm_model_table:
      Object.keys(team.modelAliases).length > 0 ? { model_aliases: team.modelAliases } : null,
    team_member_budget_table: sharedMemberBudget(team),
  };
}

/** A member's row: what it spent in the team, and its own limits. */
export function membershipViewOf(member: TeamMember): TeamMembershipView {
  const budget = memberBudgetOf(member.teamId, member);
  const spend = toUsdNumber(member.spend);
  return {
    user_id: member.userId,
    team_id: member.teamId,
    budget_id: budget && budget.budget_id,
    spend,
    total_spend: spend,
    litellm_budget_table: budget,
  };
}

/** What a deleted team says more. */
export function deletionViewOf(team: Team | DeletedTeam): object {
  if (!('deletedAt' in team)) return {};
  return {
    deleted_at: team.deletedAt.toISOString(),
    deleted_by: team.deletedBy,
    deleted_by_api_key: team.deletedByApiKey,
    litellm_changed_by: team.litellmChangedBy,
    members_with_roles: team.members,
  };
}

/** Limits of each member that has none of its own; null when the team sets none. */
function sharedMemberBudget(team: Team): MemberBudget | null {
  const { memberMaxBudget, memberTpmLimit, memberRpmLimit, memberBudgetDuration } = team;
  const limits = [memberMaxBudget, memberTpmLimit, memberRpmLimit, memberBudgetDuration];
  if (limits.every((limit) => limit === null)) return null;
  return {
    budget_id: `${team.teamId}:members`,
    max_budget: usd(memberMaxBudget),
    budget_duration: memberBudgetDuration,
    budget_reset_at: null,
    tpm_limit: memberTpmLimit,
    rpm_limit: memberRpmLimit,
    allowed_models: [],
  };
}
