import { CHARGED_PRICES } from './sections/token-prices.js';

/**
 * Which settings have an effect today. Any other known one is accepted and named once at start as "not active yet"; the
 * change that builds it adds it here, and nowhere else. A section that is listed as a whole is active with all its keys.
 */
const ACTIVE = {
  '': ['environment_variables', 'credential_list', 'include'],
  'model_list[]': ['model_name', 'rpm', 'tpm'],
  'model_list[].litellm_params': [
    ...['model', 'custom_llm_provider', 'api_key', 'api_base', 'base_url', 'api_version', 'organization'],
    ...['headers', 'extra_headers', 'litellm_credential_name', 'base_model'],
    ...['rpm', 'tpm', 'weight', 'order', 'max_parallel_requests', 'tags', 'tag_regex', 'cooldown_time'],
    ...['region_name', 'max_budget', 'budget_duration', 'silent_model'],
    ...['timeout', 'request_timeout', 'stream_timeout', 'stall_timeout', 'num_retries', 'max_retries'],
    ...['drop_params', 'mock_response', 'cache_control_injection_points'],
    ...CHARGED_PRICES,
  ],
  'model_list[].model_info': [
    ...[
      'id',
      'mode',
      'base_model',
      'max_tokens',
      'max_input_tokens',
      'max_output_tokens',
      'access_groups',
      'blocked',
      'supported_environments',
      'order',
      'allowed_fails',
      'allowed_fails_policy',
      'cooldown_time',
    ],
    ...['team_id', 'team_public_model_name'],
    ...['health_check_model', 'health_check_timeout', 'disable_background_health_check'],
    ...['health_check_max_tokens', 'health_check_max_tokens_reasoning'],
    ...CHARGED_PRICES,
  ],
  router_settings: [
    ...['routing_strategy', 'routing_strategy_args', 'model_group_alias'],
    ...['enable_tag_filtering', 'tag_filtering_match_any', 'tag_routing_prefix'],
    ...['routing_groups', 'default_max_parallel_requests', 'provider_budget_config'],
    ...['enable_pre_call_checks', 'optional_pre_call_checks', 'model_group_affinity_config'],
    ...['num_retries', 'max_retries', 'retry_after', 'timeout', 'stream_timeout'],
    ...['stall_timeout', 'total_timeout', 'hedge_after_ms', 'hedge_share'],
    ...['retry_policy', 'model_group_retry_policy', 'allowed_fails_policy'],
    ...['context_window_fallbacks', 'content_policy_fallbacks'],
    ...[
      'fallbacks',
      'default_fallbacks',
      'max_fallbacks',
      'allowed_fails',
      'cooldown_time',
      'disable_cooldowns',
    ],
    ...['redis_url', 'redis_host', 'redis_port', 'redis_password', 'redis_db'],
  ],
  litellm_settings: [
    ...['drop_params', 'num_retries', 'request_timeout', 'fallbacks', 'default_fallbacks', 'max_fallbacks'],
    ...['context_window_fallbacks', 'content_policy_fallbacks'],
    ...[
      'allowed_fails',
      'cooldown_time',
      'include_cost_in_streaming_usage',
      'json_logs',
      'require_auth_for_metrics_endpoint',
      'timezone',
    ],
    ...['max_end_user_budget', 'max_end_user_budget_id'],
    ...['default_key_generate_params', 'upperbound_key_generate_params', 'key_generation_settings'],
  ],
  general_settings: [
    ...['background_health_checks', 'health_check_interval', 'health_check_concurrency'],
    ...['health_check_details', 'health_check_ignore_transient_errors', 'use_shared_health_check'],
    'store_model_in_db',
    ...['master_key', 'litellm_key_header_name', 'user_api_key_cache_ttl'],
    ...['database_url', 'database_connection_pool_limit'],
    ...['max_request_size_mb', 'always_include_stream_usage', 'allow_client_side_credentials'],
    ...['infer_model_from_keys', 'dangerously_allow_mock_testing_request_params'],
    ...['maximum_spend_logs_retention_period', 'apply_user_budget_to_team_keys'],
    ...['alerting', 'alert_types', 'alert_to_webhook_url', 'alerting_args'],
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const PATHS = new Set(
  Object.entries(ACTIVE).flatMap(([section, keys]) =>
    keys.map((key) => (section === '' ? key : `${section}.${key}`)),
  ),
);
/** Maps and lists that hold something active. */
const CONTAINERS = new Set([...PATHS].flatMap(ancestors));

/** Has the setting of this schema path (`model_list[].litellm_params.model`) an effect? */
export function isActive(schemaPath: string): boolean {
  return (
    PATHS.has(schemaPath) ||
    CONTAINERS.has(schemaPath) ||
    ancestors(schemaPath).some((ancestor) => PATHS.has(ancestor))
  );
}

/** All schema paths that are said to be active, to hold them against the schema. */
export function activePaths(): readonly string[] {
  return [...PATHS];
}

/** `a[].b.c` → `a`, `a[]`, `a[].b`. */
function ancestors(path: string): string[] {
  return [...path.matchAll(/\.|\[\]|\{\}/g)]
    .map((cut) => path.slice(0, cut.index))
    .filter((above) => above !== path);
}
