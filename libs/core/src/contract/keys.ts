/** Management API of virtual keys: wire types (LiteLLM's names). Money is USD as a JSON number, times are ISO 8601 UTC. */

/** Fields that key/generate and key/update share. All optional; on update an absent field is left alone, `null` clears. */
export interface KeyFields {
  key_alias?: string | null;
  /** `30d`, `1mo` …; null or "-1" on update = never expires. */
  duration?: string | null;
  models?: string[];
  aliases?: Record<string, string>;
  permissions?: Record<string, unknown>;
  max_budget?: number | null;
  budget_duration?: string | null;
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
}

export interface GenerateKeyRequest extends KeyFields {
  /** A key of the caller's choice; must start with `sk-`. */
  key?: string;
  key_type?: 'default' | 'llm_api' | 'management' | 'read_only';
  spend?: number;
}

export interface UpdateKeyRequest extends KeyFields {
  /** The key itself (`sk-…`) or its hash. */
  key: string;
  spend?: number;
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
}

export interface KeyList {
  keys: KeyView[];
  total_count: number;
  current_page: number;
  total_pages: number;
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
} as const;
