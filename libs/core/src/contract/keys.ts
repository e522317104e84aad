import { type RhythmFields } from '../time/budget-rhythm.js';
import { type BudgetView } from './budgets.js';

/** Management API of virtual keys: wire types (LiteLLM's names). Money is USD as a JSON number, times are ISO 8601 UTC. */

/** Fields that key/generate and key/update share. All optional; on update an absent field is left alone, `null` clears. */
export interface KeyFields extends RhythmFields {
  key_alias?: string | null;
  /** `30d`, `1mo` …; null or "-1" on update = never expires. */
  duration?: string | null;
  models?: string[];
  aliases?: Record<string, string>;
  permissions?: Record<string, unknown>;
  max_budget?: number | null;
  max_parallel_requests?: number | null;
  tpm_limit?: number | null;
  rpm_limit?: number | null;
  user_id?: string | null;
  team_id?: string | null;
  organization_id?: string | null;
  metadata?: Record<string, unknown>;
  tags?: string[] | null;
  allowed_routes?: string[];
  blocked?: boolean | null;
  config?: Record<string, unknown>;
  soft_budget?: number | null;
  budget_id?: string | null;
  budget_limits?: Record<string, unknown>[] | null;
  model_max_budget?: Record<string, unknown>;
  model_rpm_limit?: Record<string, number> | null;
  model_tpm_limit?: Record<string, number> | null;
  rpm_limit_type?: RateLimitType | null;
  tpm_limit_type?: RateLimitType | null;
  project_id?: string | null;
  agent_id?: string | null;
  guardrails?: string[] | null;
  policies?: string[] | null;
  prompts?: string[] | null;
  enforced_params?: string[] | null;
  allowed_vector_store_indexes?: unknown[] | null;
  disable_global_guardrails?: boolean | null;
  allowed_passthrough_routes?: string[] | null;
  allowed_cache_controls?: string[];
  object_permission?: Record<string, unknown> | null;
  access_group_ids?: string[] | null;
  router_settings?: Record<string, unknown> | null;
  auto_rotate?: boolean | null;
  rotation_interval?: string | null;
}

export const RATE_LIMIT_TYPES = ['guaranteed_throughput', 'best_effort_throughput', 'dynamic'] as const;
export type RateLimitType = (typeof RATE_LIMIT_TYPES)[number];

export const KEY_TYPES = ['default', 'llm_api', 'management', 'read_only'] as const;

/**
 * Fields that are stored and given back, but that nothing acts on yet. A reply to a request that sets one of them names it
 * in the header `x-tollgate-inactive-fields`; docs/compatibility.md has the table.
 */
export const INACTIVE_KEY_FIELDS = [
  'permissions',
  'config',
  'rpm_limit_type',
  'tpm_limit_type',
  'guardrails',
  'policies',
  'prompts',
  'enforced_params',
  'allowed_vector_store_indexes',
  'disable_global_guardrails',
  'allowed_passthrough_routes',
  'allowed_cache_controls',
  'object_permission',
  'auto_rotate',
  'rotation_interval',
] as const satisfies readonly (keyof (GenerateKeyRequest & UpdateKeyRequest))[];
export const INACTIVE_FIELDS_HEADER = 'x-tollgate-inactive-fields';

export interface GenerateKeyRequest extends KeyFields {
  /** A key of the caller's choice; must start with `sk-`. */
  key?: string;
  key_type?: (typeof KEY_TYPES)[number];
  spend?: number;
}

export interface UpdateKeyRequest extends KeyFields {
  /** The key itself (`sk-…`) or its hash. */
  key: string;
  spend?: number;
  /** Dollars on top of max_budget until temp_budget_expiry; both or none. */
  temp_budget_increase?: number | null;
  temp_budget_expiry?: string | null;
}

/** Body of /key/regenerate and /key/{key}/regenerate: any field of the key may change with its secret. */
export interface RegenerateKeyRequest extends Omit<UpdateKeyRequest, 'key'> {
  /** The key (`sk-…`) or its hash; in the path, in the query or here. */
  key?: string;
  /** The new secret, of the caller's choice; must start with `sk-`. */
  new_key?: string;
  /** The old secret works on for so long (`24h`); absent: `LITELLM_KEY_ROTATION_GRACE_PERIOD`, else not at all. */
  grace_period?: string | null;
  new_master_key?: string | null;
}

/** Body of /key/{key}/reset_spend. */
export interface ResetKeySpendRequest {
  reset_to: number;
}

/** Reply of /key/{key}/reset_spend. */
export interface ResetKeySpend {
  key_hash: string;
  spend: number;
  previous_spend: number;
  max_budget: number | null;
  budget_reset_at: string | null;
}

/** An entry of /key/bulk_update. */
export interface BulkKeyUpdate {
  key: string;
  budget_id?: string | null;
  max_budget?: number | null;
  team_id?: string | null;
  tags?: string[] | null;
}

/** Reply of /key/bulk_update: each entry on its own, so some may have failed. */
export interface BulkUpdatedKeys {
  total_requested: number;
  successful_updates: { key: string; key_info: KeyDetails }[];
  failed_updates: { key: string; key_info: null; failed_reason: string }[];
}

/** Reply of POST /v2/key/info. */
export interface KeyInfos {
  /** As they were named. */
  key: string[];
  info: KeyDetails[];
}

/** Query of GET /key/aliases. */
export interface KeyAliasesQuery {
  page?: number;
  size?: number;
  /** Part of an alias, or of what /key/list searches in. */
  search?: string;
  team_id?: string;
}

/** Reply of GET /key/aliases. */
export interface KeyAliases {
  aliases: string[];
  total_count: number;
  current_page: number;
  total_pages: number;
  size: number;
}

/** Reply of POST /key/health. */
export interface KeyHealth {
  key: 'healthy' | 'unhealthy';
  /** null: calls of the key are sent to no callback of its own. */
  logging_callbacks: { callbacks: string[]; status: 'healthy' | 'unhealthy'; details: string } | null;
}

/** What is known of a key; never the secret. */
export interface KeyView {
  /** SHA-256 of the key, hex. */
  token: string;
  /** `sk-...` and the last four characters. */
  key_name: string | null;
  key_alias: string | null;
  spend: number;
  max_budget: number | null;
  budget_duration: string | null;
  budget_reset_at: string | null;
  max_parallel_requests: number | null;
  tpm_limit: number | null;
  rpm_limit: number | null;
  expires: string | null;
  models: string[];
  aliases: Record<string, string>;
  permissions: Record<string, unknown>;
  user_id: string | null;
  team_id: string | null;
  organization_id: string | null;
  metadata: Record<string, unknown>;
  allowed_routes: string[];
  blocked: boolean | null;
  last_active: string | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: string;
  updated_at: string;
}

/** Every column of a key, as /key/info, /key/update, /key/block and the full form of /key/list give it. */
export interface KeyDetails extends KeyView {
  soft_budget: number | null;
  soft_budget_cooldown: boolean;
  budget_id: string | null;
  budget_timezone: string | null;
  budget_week_start: string | null;
  budget_limits: unknown[] | null;
  budget_fallbacks: Record<string, unknown> | null;
  model_max_budget: Record<string, unknown>;
  model_spend: Record<string, unknown>;
  config: Record<string, unknown>;
  router_settings: Record<string, unknown> | null;
  allowed_cache_controls: string[];
  access_group_ids: string[] | null;
  policies: string[] | null;
  object_permission: Record<string, unknown> | null;
  /** The budget it borrows limits from, where one key is shown; null in lists. */
  litellm_budget_table: BudgetView | null;
  project_id: string | null;
  agent_id: string | null;
  auto_rotate: boolean;
  rotation_interval: string | null;
  key_rotation_at: string | null;
  last_rotation_at: string | null;
  rotation_count: number;
}

/** Reply of /key/update, /key/block and /key/unblock: the key as it was passed, and its row. */
export interface ChangedKey extends KeyDetails {
  key: string;
}

export interface DeleteKeysRequest {
  /** Keys (`sk-…`) or hashes. */
  keys?: string[];
  key_aliases?: string[];
}

export interface DeletedKeys {
  /** Those that were deleted, as they were named in the request. */
  deleted_keys: string[];
}

/** Body of /key/block and /key/unblock. */
export interface BlockKeyRequest {
  key: string;
}

/** Reply of /key/generate: the only place where the secret is ever shown. */
export interface GeneratedKey extends Omit<KeyView, 'last_active' | 'budget_reset_at'> {
  key: string;
  /** The same hash as `token`, by its other name. */
  token_id: string;
  tags: string[] | null;
  duration: string | null;
}

/** Reply of GET /key/info: the key as it was passed, and its row. */
export interface KeyInfo {
  key: string;
  info: Omit<KeyView, 'token'>;
}

export const KEY_SORT_FIELDS = [
  'spend',
  'max_budget',
  'created_at',
  'updated_at',
  'token',
  'key_alias',
] as const;
export type KeySortField = (typeof KEY_SORT_FIELDS)[number];

/** Query of GET /key/list. `search` is ours: part of an alias, of the masked name, or the start of a hash. */
export interface KeyListQuery {
  page?: number;
  size?: number;
  user_id?: string;
  team_id?: string;
  key_alias?: string;
  key_hash?: string;
  search?: string;
  status?: 'active' | 'blocked' | 'expired' | 'deleted';
  return_full_object?: boolean;
  sort_by?: KeySortField;
  sort_order?: 'asc' | 'desc';
  organization_id?: string;
  project_id?: string;
  agent_id?: string;
  access_group_id?: string;
  expires?: 'active' | 'expired';
  /** Admins only: user_id and key_alias match as parts, without regard to case. */
  substring_matching?: boolean;
  /** Comma-separated; `user` asks for full objects with their user. */
  expand?: string;
}

/** An entry of the full list: the key with what is known of its owners (nothing yet), and its organization's other name. */
export interface ListedKey extends KeyDetails {
  org_id: string | null;
  [owner: `team_${string}` | `user_${string}` | `end_user_${string}`]: unknown;
}

export interface KeyList {
  keys: KeyView[];
  total_count: number;
  current_page: number;
  total_pages: number;
}

/** GET /key/list without `return_full_object`: hashes only. */
export interface KeyHashList extends Omit<KeyList, 'keys'> {
  keys: string[];
}

/** Rules the API enforces and the dashboard's forms share. */
export const KEY_LIMITS = {
  aliasMax: 255,
  modelsMax: 1_000,
  modelNameMax: 256,
  keyMin: 8,
  keyMax: 256,
  idMax: 255,
  tagsMax: 100,
  tagMax: 128,
  metadataBytesMax: 16_384,
  /** Keys a request may delete, or ask about. */
  deleteMax: 1_000,
  /** Keys a request may change. */
  bulkMax: 500,
  /** Longest time, in days, that an old secret works beside the new one. */
  graceDaysMax: 366,
  /** US dollars. */
  budgetMax: 1_000_000_000,
  /** A key lives at most this long, in years; or for ever. */
  durationYearsMax: 100,
} as const;
