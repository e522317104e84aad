/** Where the value in effect comes from. */
export type SettingSource = 'database' | 'file' | 'environment' | 'default';

/** Sections that settings stand in, as in the configuration file. */
export type SettingsSectionName = 'router_settings' | 'litellm_settings' | 'general_settings';

/** A setting with its value in effect, as `GET /config/list` lists it (contract/management §12). Secrets are hidden. */
export interface SettingView {
  field_name: string;
  /** `Boolean`, `Integer`, `Float`, `String`, `List`, `Dictionary`, `Any`. */
  field_type: string;
  field_description: string;
  /** As it would be written in the configuration file; null: none is set, or it is not shown. */
  field_value: unknown;
  /** In words; null: nothing holds when it is absent. */
  field_default_value: string | null;
  stored_in_db: boolean;
  /** Of a choice: what can be chosen. */
  options: string[] | null;
  /** Ours from here on. */
  config_type: SettingsSectionName;
  /** What a value looks like, in words: "a whole number of at least 0". */
  expected: string;
  source: SettingSource;
  /** The variable that the value comes from; `router_settings` may also inherit from `litellm_settings.…`. */
  source_name: string | null;
  /** What the configuration file says, where something stored is laid over it; null otherwise. */
  file_value: unknown;
  /** Has it an effect? Otherwise it is kept for later. */
  active: boolean;
  /** Can it be changed at run time? Otherwise it is read when the gateway starts. */
  changeable: boolean;
  /** When it was stored (ISO 8601), and by whom; null: it is not. */
  updated_at: string | null;
  updated_by: string | null;
}

/** A setting of `router_settings`, as `GET /router/settings` lists it. */
export interface RouterSettingField extends SettingView {
  field_default: string | null;
  /** For labels: "Num retries". */
  ui_field_name: string;
  link: string | null;
}

export interface RouterSettingsView {
  fields: RouterSettingField[];
  /** Values in effect by name; without those that are not set anywhere. */
  current_values: Record<string, unknown>;
  routing_strategy_descriptions: Record<string, string>;
}

/** `POST /config/update`: sections as in the configuration file; null takes a stored value away. */
export interface ConfigUpdateRequest {
  general_settings?: Record<string, unknown> | null;
  litellm_settings?: Record<string, unknown> | null;
  router_settings?: Record<string, unknown> | null;
  environment_variables?: Record<string, unknown> | null;
}

/** What `/config/field/update` and `/config/field/delete` answer: the section as it is stored, secrets hidden. */
export interface StoredSectionView {
  param_name: string;
  param_value: Record<string, unknown>;
}

/** `GET /get/config/callbacks`. */
export interface CallbacksView {
  status: 'success';
  callbacks: { name: string; variables: Record<string, string | null>; type: string }[];
  alerts: { name: string; variables: Record<string, string | null>; alert_types: string[] }[];
  /** In effect. */
  router_settings: Record<string, unknown>;
  available_callbacks: Record<string, unknown>;
  /** Ours: names of variables that are stored. */
  environment_variables: string[];
}

/** Which failures fallbacks are for. */
export const FALLBACK_TYPES = ['general', 'context_window', 'content_policy'] as const;
export type FallbackType = (typeof FALLBACK_TYPES)[number];

/** What is tried when a model fails (`/fallback`), in order. */
export interface FallbackView {
  model: string;
  fallback_models: string[];
  fallback_type: FallbackType;
}
