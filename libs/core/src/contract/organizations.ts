import { type MemberBudget, type SpenderFields, type SpenderView } from './spenders.js';
import { type TeamView } from './teams.js';

/** Management API of organizations: wire types (LiteLLM's names). */

export const ORGANIZATION_ROLES = ['org_admin', 'internal_user', 'internal_user_viewer'] as const;
export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

export interface OrganizationFields extends SpenderFields {
  organization_alias?: string | null;
  budget_id?: string | null;
}

export interface NewOrganizationRequest extends OrganizationFields {
  organization_alias: string;
  organization_id?: string | null;
}

export interface UpdateOrganizationRequest extends OrganizationFields {
  organization_id: string;
}

/** POST /organization/info. */
export interface NamedOrganizationsRequest {
  organizations: string[];
}

export interface DeleteOrganizationsRequest {
  organization_ids: string[];
}

export interface OrganizationMemberInput {
  role: OrganizationRole;
  user_id?: string | null;
  user_email?: string | null;
}

export interface AddOrganizationMembersRequest {
  organization_id: string;
  member: OrganizationMemberInput | OrganizationMemberInput[];
  max_budget_in_organization?: number | null;
}

export interface NamedOrganizationMemberRequest {
  organization_id: string;
  user_id?: string | null;
  user_email?: string | null;
}

export interface UpdateOrganizationMemberRequest extends NamedOrganizationMemberRequest {
  role?: OrganizationRole | null;
  max_budget_in_organization?: number | null;
}

export interface OrganizationMembershipView {
  user_id: string;
  organization_id: string;
  user_role: OrganizationRole;
  spend: number;
  budget_id: string | null;
  created_at: string;
  updated_at: string;
  litellm_budget_table: MemberBudget | null;
}

export interface OrganizationView {
  organization_id: string;
  organization_alias: string;
  budget_id: string;
  spend: number;
  metadata: Record<string, unknown>;
  models: string[];
  model_spend: Record<string, unknown>;
  object_permission: Record<string, unknown> | null;
  object_permission_id: null;
  litellm_budget_table: Pick<
    SpenderView,
    | 'max_budget'
    | 'soft_budget'
    | 'max_parallel_requests'
    | 'tpm_limit'
    | 'rpm_limit'
    | 'model_max_budget'
    | 'budget_duration'
    | 'budget_reset_at'
  > & { budget_id: string };
  created_at: string;
  created_by: string | null;
  updated_at: string;
  updated_by: string | null;
}

/** An organization with who and what is in it. */
export interface OrganizationDetails extends OrganizationView {
  members: OrganizationMembershipView[];
  teams: TeamView[];
  users: null;
}
