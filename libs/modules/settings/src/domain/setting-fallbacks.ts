import { type SettingsSection } from '@tollgate/config';

/** Variables that hold where no file and no database says otherwise, in order. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'router_settings.timeout': ['REQUEST_TIMEOUT'],
  'router_settings.cooldown_time': ['DEFAULT_COOLDOWN_TIME_SECONDS'],
  'router_settings.max_fallbacks': ['ROUTER_MAX_FALLBACKS'],
  'router_settings.redis_url': ['REDIS_URL'],
  'router_settings.redis_host': ['REDIS_HOST'],
  'router_settings.redis_port': ['REDIS_PORT'],
  'router_settings.redis_password': ['REDIS_PASSWORD'],
  'general_settings.master_key': ['TOLLGATE_MASTER_KEY', 'LITELLM_MASTER_KEY'],
  'general_settings.database_url': ['DATABASE_URL'],
  'general_settings.store_model_in_db': ['STORE_MODEL_IN_DB'],
};

/** Settings of `litellm_settings` that hold where the router has none of its own. */
const OF_LITELLM: Readonly<Record<string, string>> = {
  timeout: 'request_timeout',
  num_retries: 'num_retries',
  allowed_fails: 'allowed_fails',
  cooldown_time: 'cooldown_time',
  fallbacks: 'fallbacks',
  context_window_fallbacks: 'context_window_fallbacks',
  content_policy_fallbacks: 'content_policy_fallbacks',
  default_fallbacks: 'default_fallbacks',
  max_fallbacks: 'max_fallbacks',
};

export function variablesOf(section: SettingsSection, name: string): readonly string[] {
  return VARIABLES[`${section}.${name}`] ?? [];
}

/** The setting of `litellm_settings` in whose place a router setting stands; null: it has none. */
export function litellmTwin(section: SettingsSection, name: string): string | null {
  return section === 'router_settings' ? (OF_LITELLM[name] ?? null) : null;
}
