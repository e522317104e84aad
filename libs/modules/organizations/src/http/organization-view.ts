import {
  type OrganizationDetails,
  type OrganizationMembershipView,
  type OrganizationView,
  type TeamView,
  toUsdNumber,
} from '@tollgate/core';
import { type Organization, type OrganizationMember } from '../domain/organization.js';
import { memberBudgetOf } from '../membership/member.js';
import { spenderViewOf } from '../spender/spender-view.js';

/** An organization's row in the wire's names and units; its limits are under `litellm_budget_table`. */
export function organizationViewOf(organization: Organization): OrganizationView {
  const view = spenderViewOf(organization);
  return {
    organization_id: organization.organizationId,
    organization_alias: organization.organizationAlias,
    budget_id: organization.budgetId,
    spend: view.spend,
    metadata: view.metadata,
    models: view.models,
    model_spend: view.model_spend,
    object_permission: view.object_permission,
    object_permission_id: null,
    litellm_budget_table: {
      budget_id: organization.budgetId,
      max_budget: view.max_budget,
      soft_budget: view.soft_budget,
      max_parallel_requests: view.max_parallel_requests,
      tpm_limit: view.tpm_limit,
      rpm_limit: view.rpm_limit,
      model_max_budget: view.model_max_budget,
      budget_duration: view.budget_duration,
      budget_reset_at: view.budget_reset_at,
    },
    created_at: view.created_at,
    created_by: view.created_by,
    updated_at: view.updated_at,
    updated_by: view.updated_by,
  };
}

/** An organization with its members, and those of some teams that are in it. */
export function organizationDetailsOf(
  { organization, members }: { organization: Organization; members: readonly OrganizationMember[] },
  teams: readonly TeamView[],
): OrganizationDetails {
  return {
    ...organizationViewOf(organization),
    members: members.map(organizationMembershipViewOf),
    teams: teams.filter((team) => team.organization_id === organization.organizationId),
    users: null,
  };
}

export function organizationMembershipViewOf(member: OrganizationMember): OrganizationMembershipView {
  const budget = memberBudgetOf(member.organizationId, member);
  return {
    user_id: member.userId,
    organization_id: member.organizationId,
    user_role: member.role,
    spend: toUsdNumber(member.spend),
    budget_id: budget && budget.budget_id,
    created_at: member.createdAt.toISOString(),
    updated_at: member.updatedAt.toISOString(),
    litellm_budget_table: budget,
  };
}
