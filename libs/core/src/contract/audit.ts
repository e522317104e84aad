/** Management API of the audit log: wire types (LiteLLM's names; what is ours says so). */

/** What was done. */
export const AUDIT_ACTIONS = ['created', 'updated', 'deleted', 'blocked', 'unblocked', 'rotated'] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Kinds of objects and the name of their table in LiteLLM; those it does not have are called by their kind. */
export const AUDIT_TABLES: Readonly<Record<string, string>> = {
  virtual_key: 'LiteLLM_VerificationToken',
  team: 'LiteLLM_TeamTable',
  team_member: 'LiteLLM_TeamMembership',
  user: 'LiteLLM_UserTable',
  user_account: 'LiteLLM_UserTable',
  organization: 'LiteLLM_OrganizationTable',
  organization_member: 'LiteLLM_OrganizationMembership',
  project: 'LiteLLM_ProjectTable',
  budget: 'LiteLLM_BudgetTable',
  customer: 'LiteLLM_EndUserTable',
  tag: 'LiteLLM_TagTable',
  access_group: 'LiteLLM_AccessGroupTable',
  proxy_model: 'LiteLLM_ProxyModelTable',
  credential: 'LiteLLM_CredentialsTable',
  invitation: 'LiteLLM_InvitationLink',
  setting: 'LiteLLM_Config',
};

/** How many entries `total` counts at most: a larger log has "at least" so many. */
export const AUDIT_TOTAL_MAX = 100_000;
export const AUDIT_SORT_FIELDS = ['updated_at', 'action', 'table_name', 'object_id'] as const;
export type AuditSortField = (typeof AUDIT_SORT_FIELDS)[number];

/** GET /audit. Members that are not there do not filter. */
export interface AuditQuery {
  page?: number;
  page_size?: number;
  /** The name in `litellm-changed-by`, or else the user. */
  changed_by?: string;
  /** The key that acted: its hash, or the key itself. */
  changed_by_api_key?: string;
  action?: AuditAction;
  table_name?: string;
  object_id?: string;
  /** A day, or an ISO 8601 instant; without a zone UTC. Both ends are included. */
  start_date?: string;
  end_date?: string;
  /** The team, and the keys and projects of the team. */
  object_team_id?: string;
  object_key_hash?: string;
  sort_by?: AuditSortField;
  sort_order?: 'asc' | 'desc';
  /** Ours: `virtual_key`, `team` … */
  object_type?: string;
  /** Ours: the user that acted, whatever `litellm-changed-by` says. */
  user_id?: string;
  /** Ours: continues behind the last page, by its `next_cursor`; nothing is skipped or repeated while entries come in. */
  cursor?: string;
}

export interface AuditEntryView {
  id: string;
  updated_at: string;
  changed_by: string;
  /** SHA-256 of the key; empty when nobody called. */
  changed_by_api_key: string;
  action: string;
  table_name: string;
  object_id: string;
  /** What differs, before and after; null for what did not exist then. */
  before_value: Record<string, unknown> | null;
  updated_values: Record<string, unknown> | null;
  /** From here on ours. */
  object_type: string;
  user_id: string | null;
  role: string;
  /** `master`, `key`, `session`, `schedule`. */
  via: string;
  ip: string | null;
  request_id: string;
}

export interface AuditPage {
  audit_logs: AuditEntryView[];
  /** At most AUDIT_TOTAL_MAX. */
  total: number;
  page: number;
  page_size: number;
  total_pages: number;
  /** null: this was the last page, or the order is not by time. */
  next_cursor: string | null;
}
