import { type Role } from '../keys/key-context.js';
import { type KeyDetails } from './keys.js';
import { type OrganizationMembershipView } from './organizations.js';
import { type SpenderFields, type SpenderView } from './spenders.js';
import { type TeamRole, type TeamView } from './teams.js';

/** Management API of users: wire types (LiteLLM's names). */

export const USER_ROLES = [
  'proxy_admin',
  'proxy_admin_viewer',
  'internal_user',
  'internal_user_viewer',
] as const satisfies readonly Role[];

export interface UserFields extends SpenderFields {
  user_email?: string | null;
  user_alias?: string | null;
  user_role?: Role | null;
  sso_user_id?: string | null;
  allowed_cache_controls?: string[] | null;
  policies?: string[] | null;
}

/** A team to join, and as what. */
export interface TeamToJoin {
  team_id: string;
  max_budget_in_team?: number | null;
  user_role?: TeamRole;
}

export interface NewUserRequest extends UserFields {
  user_id?: string | null;
  teams?: (string | TeamToJoin)[] | null;
  organizations?: string[] | null;
  /** True unless it says false. */
  auto_create_key?: boolean | null;
  key_alias?: string | null;
  duration?: string | null;
  aliases?: Record<string, string>;
}

export interface UpdateUserRequest extends UserFields {
  user_id?: string | null;
  password?: string | null;
}

/** POST /user/bulk_update: either some users, each with its changes, or the same changes to every user. */
export interface BulkUpdateUsersRequest {
  users?: UpdateUserRequest[] | null;
  all_users?: boolean | null;
  user_updates?: UserFields | null;
}

export interface UserUpdateOutcome {
  user_id: string | null;
  user_email: string | null;
  success: boolean;
  error: string | null;
  updated_user: UserView | null;
}

export interface BulkUpdatedUsers {
  results: UserUpdateOutcome[];
  total_requested: number;
  successful_updates: number;
  failed_updates: number;
}

/** GET /user/available_users: how many users a licence allows, which is no matter here. */
export interface UserSeats {
  total_users: null;
  total_users_used: number;
  total_users_remaining: null;
}

export interface DeleteUsersRequest {
  user_ids: string[];
}

export interface UserView extends SpenderView {
  user_id: string;
  user_alias: string | null;
  user_email: string | null;
  user_role: Role;
  sso_user_id: string | null;
  teams: string[];
  /** null: not looked up. */
  organization_memberships: OrganizationMembershipView[] | null;
  allowed_cache_controls: string[];
  policies: string[];
}

/** Reply of /user/new; `key` is empty text when no key was made. */
export interface NewUser extends UserView {
  key: string;
  token: string | null;
  token_id: string | null;
  key_name: string | null;
  key_alias: string | null;
  expires: string | null;
}

export interface ChangedUser {
  user_id: string;
  data: UserView;
}

export interface UserInfo {
  user_id: string | null;
  user_info: UserView | null;
  keys: (KeyDetails & { team_alias: string })[];
  teams: TeamView[];
}

export const USER_SORT_FIELDS = [
  'user_id',
  'user_email',
  'created_at',
  'spend',
  'user_alias',
  'user_role',
] as const;
export type UserSortField = (typeof USER_SORT_FIELDS)[number];

export interface UserPageQuery {
  role?: string;
  user_ids?: string;
  sso_user_ids?: string;
  user_email?: string;
  team?: string;
  organization_ids?: string;
  page?: number;
  page_size?: number;
  sort_by?: UserSortField;
  sort_order?: 'asc' | 'desc';
}

export interface UserPage {
  users: (UserView & { key_count: number })[];
  total: number;
  page: number;
  page_size: number;
  total_pages: number;
}

/** A link that lets a user choose a password. Its id is its secret. */
export interface InvitationView {
  id: string;
  user_id: string;
  is_accepted: boolean;
  accepted_at: string | null;
  expires_at: string;
  created_at: string;
  created_by: string | null;
  updated_at: string;
  updated_by: string | null;
}

/** Marks an invitation as used, so that it no longer works. */
export interface UpdateInvitationRequest {
  invitation_id: string;
  is_accepted: boolean;
}

export interface ClaimInvitationRequest {
  invitation_link: string;
  user_id?: string | null;
  password: string;
}

export const PASSWORD_LIMITS = { min: 12, max: 256 } as const;
