import { type KeyDetails } from './keys.js';
import { type MemberBudget, type SpenderFields, type SpenderView } from './spenders.js';

/** Management API of teams: wire types (LiteLLM's names). */

export const TEAM_ROLES = ['admin', 'user'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

/** A member as requests name one: by id, by e-mail, or by both. */
export interface TeamMemberInput {
  role: TeamRole;
  user_id?: string | null;
  user_email?: string | null;
}

export interface TeamFields extends SpenderFields {
  team_alias?: string | null;
  organization_id?: string | null;
  blocked?: boolean | null;
  team_member_permissions?: string[] | null;
  default_team_member_models?: string[] | null;
  model_aliases?: Record<string, string> | null;
  router_settings?: Record<string, unknown> | null;
  access_group_ids?: string[] | null;
  policies?: string[] | null;
  team_member_budget?: number | null;
  team_member_budget_duration?: string | null;
  team_member_tpm_limit?: number | null;
  team_member_rpm_limit?: number | null;
}

export interface NewTeamRequest extends TeamFields {
  team_id?: string | null;
  /** Ids of users; both add to members_with_roles. */
  admins?: string[] | null;
  members?: string[] | null;
  members_with_roles?: TeamMemberInput[] | null;
}

export interface UpdateTeamRequest extends TeamFields {
  team_id: string;
}

export interface DeleteTeamsRequest {
  team_ids: string[];
}

/** Body of /team/block and /team/unblock. */
export interface NamedTeamRequest {
  team_id: string;
}

export interface MemberLimitFields {
  max_budget_in_team?: number | null;
  tpm_limit?: number | null;
  rpm_limit?: number | null;
  allowed_models?: string[] | null;
  budget_duration?: string | null;
}

export interface AddTeamMembersRequest extends MemberLimitFields {
  team_id: string;
  member: TeamMemberInput | TeamMemberInput[];
}

/** POST /team/bulk_member_add: either some, or every user there is. */
export interface AddManyTeamMembersRequest {
  team_id: string;
  members?: TeamMemberInput[] | null;
  all_users?: boolean | null;
  max_budget_in_team?: number | null;
}

/** One member of a team: by id or by e-mail. */
export interface NamedTeamMemberRequest {
  team_id: string;
  user_id?: string | null;
  user_email?: string | null;
}

export interface UpdateTeamMemberRequest extends NamedTeamMemberRequest, MemberLimitFields {
  role?: TeamRole | null;
}

export interface TeamModelsRequest {
  team_id: string;
  models: string[];
}

export interface TeamPermissionsRequest {
  team_id: string;
  team_member_permissions: string[];
}

/** POST /team/permissions_bulk_update: adds to what members may do, in some teams or in all. */
export interface TeamPermissionsOfManyRequest {
  permissions: string[];
  team_ids?: string[] | null;
  apply_to_all_teams?: boolean | null;
}

export interface TeamMemberView {
  role: TeamRole;
  user_id: string;
  user_email: string | null;
}

/** A row of a team. */
export interface TeamView extends SpenderView {
  team_id: string;
  team_alias: string | null;
  organization_id: string | null;
  admins: string[];
  members: string[];
  members_with_roles: TeamMemberView[];
  team_member_permissions: string[];
  default_team_member_models: string[];
  blocked: boolean;
  router_settings: Record<string, unknown> | null;
  access_group_ids: string[];
  policies: string[];
  model_id: null;
  litellm_model_table: { model_aliases: Record<string, string> } | null;
  team_member_budget_table: MemberBudget | null;
}

export interface TeamMembershipView {
  user_id: string;
  team_id: string;
  budget_id: string | null;
  spend: number;
  total_spend: number;
  litellm_budget_table: MemberBudget | null;
}

/** What one is in a team: GET /team/{team_id}/members/me. */
export interface OwnTeamMembership extends TeamMembershipView {
  role: TeamRole;
  user_email: string | null;
  team_alias: string | null;
}

export interface ChangedTeam {
  team_id: string;
  data: TeamView;
}

export interface TeamWithNewMembers extends TeamView {
  updated_users: { user_id: string; user_email: string | null }[];
  updated_team_memberships: TeamMembershipView[];
}

/** What became of one of many members to be. */
export interface TeamMemberAddition {
  user_id: string | null;
  user_email: string | null;
  success: boolean;
  error: string | null;
  updated_user: { user_id: string; user_email: string | null } | null;
  updated_team_membership: TeamMembershipView | null;
}

export interface ManyTeamMembersAdded {
  team_id: string;
  results: TeamMemberAddition[];
  total_requested: number;
  successful_additions: number;
  failed_additions: number;
  updated_team: TeamView;
}

export interface TeamPermissionsOfManyReply {
  message: string;
  teams_updated: number;
  permissions_appended: string[];
}

export interface TeamInfo {
  team_id: string;
  team_info: TeamView;
  keys: KeyDetails[];
  team_memberships: TeamMembershipView[];
}

/** Entry of GET /team/list. */
export interface ListedTeam extends TeamView {
  keys: KeyDetails[];
  team_memberships: TeamMembershipView[];
}

export const TEAM_SORT_FIELDS = ['team_id', 'team_alias', 'created_at'] as const;
export type TeamSortField = (typeof TEAM_SORT_FIELDS)[number];

export interface TeamPageQuery {
  user_id?: string;
  organization_id?: string;
  team_id?: string;
  team_alias?: string;
  search?: string;
  page?: number;
  page_size?: number;
  sort_by?: TeamSortField;
  sort_order?: 'asc' | 'desc';
  status?: 'deleted';
}

/** GET /v2/team/list. */
export interface TeamPage {
  teams: (TeamView & { members_count: number; keys_count: number })[];
  total: number;
  page: number;
  page_size: number;
  total_pages: number;
}

export interface TeamPermissionsView {
  team_id: string;
  team_member_permissions: string[];
  all_available_permissions: readonly string[];
}

/** Routes a team may open to its plain members. */
export const TEAM_MEMBER_PERMISSIONS = [
  '/key/generate',
  '/key/update',
  '/key/delete',
  '/key/info',
  '/key/regenerate',
  '/key/service-account/generate',
  '/key/list',
  '/key/block',
  '/key/unblock',
  '/key/bulk_update',
  '/key/aliases',
  '/key/{key_id}/regenerate',
  '/key/{key_id}/reset_spend',
  '/key/health',
  '/team/key/bulk_update',
  '/team/daily/activity',
  '/spend/logs',
  '/spend/logs/v2',
] as const;

/** What a plain member may do when the team says nothing. */
export const DEFAULT_MEMBER_PERMISSIONS: readonly string[] = ['/key/info', '/key/health'];
