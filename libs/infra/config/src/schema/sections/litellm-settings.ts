import { anyMap, anything, either, list, listOrOne, mapOf } from '../types/collections.js';
import { count, dollars, flag, number, seconds, text, timeZone } from '../types/scalars.js';
import { openSection, section } from '../types/section.js';
import { setting } from '../types/setting-type.js';
import { fallbackList, modelNames } from './fallback-lists.js';

const callbacks = listOrOne(text('the name of a callback'));

const CALLBACKS = {
  callbacks: setting(callbacks, 'Integrations that are told of every call'),
  success_callback: setting(callbacks, 'Integrations that are told of successful calls'),
  failure_callback: setting(callbacks, 'Integrations that are told of failed calls'),
  service_callbacks: setting(callbacks, 'Integrations that are told of the health of Redis and Postgres'),
  audit_log_callbacks: setting(callbacks, 'Integrations that are told of changes'),
  guardrails: setting(list(anything()), 'Guardrails in their first form'),
  post_call_rules: setting(text(), 'Rule applied to every reply'),
  custom_provider_map: setting(
    list(section({ provider: setting(text(), 'Prefix'), custom_handler: setting(text(), 'Handler') })),
    'Handlers of providers of your own',
  ),
};

const REQUESTS = {
  drop_params: setting(flag(), 'Leave out what a provider does not support instead of refusing it', 'false'),
  modify_params: setting(flag(), 'Repair requests that a provider would refuse', 'false'),
  num_retries: setting(count(), 'Retries of a failed call; router_settings.num_retries wins', '2'),
  request_timeout: setting(seconds(), 'Seconds a call may take; router_settings.timeout wins', '6000'),
  fallbacks: setting(fallbackList, 'As router_settings.fallbacks, which win'),
  context_window_fallbacks: setting(fallbackList, 'As in router_settings, which win'),
  content_policy_fallbacks: setting(fallbackList, 'As in router_settings, which win'),
  default_fallbacks: setting(modelNames, 'As router_settings.default_fallbacks, which win'),
  max_fallbacks: setting(count(), 'As router_settings.max_fallbacks, which wins'),
  allowed_fails: setting(count(), 'As router_settings.allowed_fails, which wins'),
  cooldown_time: setting(seconds(), 'As router_settings.cooldown_time, which wins'),
  model_alias_map: setting(mapOf(text('a model name')), 'Model to use in place of each model'),
  enable_json_schema_validation: setting(flag(), 'Check replies against the requested JSON schema', 'false'),
  enable_loadbalancing_on_batch_endpoints: setting(flag(), 'Share batches over deployments', 'false'),
  route_all_chat_openai_to_responses: setting(
    flag(),
    "Serve OpenAI chat through OpenAI's Responses API",
    'false',
  ),
  use_chat_completions_url_for_anthropic_messages: setting(
    flag(),
    'Serve /v1/messages through chat completions',
    'false',
  ),
  reasoning_auto_summary: setting(flag(), 'Ask for summaries of reasoning', 'false'),
  skip_system_message_in_guardrail: setting(flag(), 'Do not show system messages to guardrails', 'false'),
  include_cost_in_streaming_usage: setting(flag(), 'Add usage.cost to the usage of a stream', 'false'),
  return_response_headers: setting(flag(), "Keep the provider's headers in SDK replies", 'false'),
};

const CACHE = {
  cache: setting(flag(), 'Cache replies', 'false'),
  cache_params: setting(
    openSection(
      {
        type: setting(text(), 'Kind of cache', 'redis'),
        ttl: setting(seconds(), 'Seconds an answer is kept'),
      },
      'is passed to the cache',
    ),
    'Options of the cache',
  ),
  enable_caching_on_provider_specific_optional_params: setting(
    flag(),
    'Count provider-specific parameters in cache keys',
    'false',
  ),
  enable_redis_auth_cache: setting(flag(), 'Share looked-up keys through Redis', 'false'),
};

const LOGGING = {
  set_verbose: setting(flag(), 'Older form of LITELLM_LOG=DEBUG', 'false'),
  json_logs: setting(flag(), 'Log lines are JSON', 'false'),
  turn_off_message_logging: setting(flag(), 'Keep prompts and replies out of integrations', 'false'),
  redact_user_api_key_info: setting(flag(), 'Keep key and user out of integrations', 'false'),
  log_raw_request_response: setting(flag(), 'Give the raw upstream call to integrations', 'false'),
  global_disable_no_log_param: setting(flag(), 'Clients may not turn logging off', 'false'),
  store_audit_logs: setting(flag(), 'Keep a log of changes', 'true'),
  langfuse_default_tags: setting(list(text()), 'Tags of every Langfuse trace'),
  disable_add_user_agent_to_request_tags: setting(flag(), 'Do not tag calls with the client', 'false'),
  extra_spend_tag_headers: setting(list(text()), 'Request headers whose values become tags'),
  timezone: setting(timeZone(), 'Time zone of budget periods', 'UTC'),
};

const HEADERS = {
  add_user_information_to_llm_headers: setting(flag(), 'Send user and key names to providers', 'false'),
  forward_traceparent_to_llm_provider: setting(flag(), 'Send the trace context to providers', 'false'),
  forward_llm_provider_auth_headers: setting(flag(), "Send the client's provider credentials on", 'false'),
  model_group_settings: setting(
    section({
      forward_client_headers_to_llm_api: setting(
        modelNames,
        'Groups that get the `x-*` headers of the client',
      ),
    }),
    'Settings of single groups',
  ),
};

const proportion = either({
  scalar: number({ what: 'a fraction such as 0.1' }),
  map: section({
    percentage: setting(number(), 'Fraction of the cost'),
    fixed_amount: setting(dollars(), 'USD a call'),
  }),
});

const MONEY = {
  max_budget: setting(dollars(), 'USD that all calls together may spend in budget_duration', 'none'),
  budget_duration: setting(text('a duration such as "30d"'), 'Period of max_budget'),
  cost_discount_config: setting(mapOf(proportion), 'Discount of each provider'),
  cost_margin_config: setting(mapOf(proportion), 'Margin on each provider'),
  max_end_user_budget: setting(dollars(), 'USD each customer may spend'),
  max_end_user_budget_id: setting(text(), 'Budget of each customer'),
  max_internal_user_budget: setting(dollars(), 'USD each user may spend'),
  internal_user_budget_duration: setting(
    text('a duration such as "30d"'),
    'Period of max_internal_user_budget',
  ),
  tag_budget_config: setting(mapOf(anyMap()), 'Budget of each tag'),
  disable_end_user_cost_tracking: setting(flag(), 'Do not count costs by customer', 'false'),
  disable_end_user_cost_tracking_prometheus_only: setting(flag(), 'The same in metrics only', 'true'),
};

const GOVERNANCE = {
  default_internal_user_params: setting(anyMap(), 'Defaults of new users'),
  default_team_params: setting(anyMap(), 'Defaults of new teams'),
  default_team_settings: setting(list(anyMap()), 'Integrations of single teams'),
  default_key_generate_params: setting(anyMap(), 'Fields of a new key that a request does not give'),
  upperbound_key_generate_params: setting(anyMap(), 'Most that a new key may ask for'),
  key_generation_settings: setting(anyMap(), 'Who may make keys'),
  priority_reservation: setting(mapOf(anything()), "Share of a model's limits by priority of the key"),
  priority_reservation_settings: setting(anyMap(), 'Options of priority_reservation'),
  mcp_aliases: setting(mapOf(text()), 'Short names of MCP servers'),
};

const NETWORK = {
  ssl_verify: setting(
    text('true, false or a path'),
    'Whether, or with which CA file, to verify certificates',
    'true',
  ),
  ssl_certificate: setting(text('a path'), 'Client certificate'),
  ssl_security_level: setting(text(), 'Security level of TLS'),
  force_ipv4: setting(flag(), 'Use IPv4 only', 'false'),
  aiohttp_trust_env: setting(flag(), 'Use the proxy named in the environment', 'false'),
  provider_url_destination_allowed_hosts: setting(
    list(text('a host name')),
    'Hosts that client-given URLs may name',
  ),
};

const METRICS = {
  prometheus_metrics_config: setting(list(anyMap()), 'Which metrics and labels to offer'),
  custom_prometheus_metadata_labels: setting(list(text()), 'Metadata that become labels'),
  custom_prometheus_tags: setting(list(text()), 'Tags that become labels'),
  require_auth_for_metrics_endpoint: setting(flag(), '/metrics needs a key', 'true'),
  prometheus_initialize_budget_metrics: setting(flag(), 'Offer budget metrics from the start', 'false'),
  prometheus_emit_stream_label: setting(flag(), 'Label metrics by streaming', 'false'),
};

/** `litellm_settings`: what holds for all calls. */
export const LITELLM_SETTINGS = {
  ...REQUESTS,
  ...CACHE,
  ...LOGGING,
  ...HEADERS,
  ...MONEY,
  ...GOVERNANCE,
  ...NETWORK,
  ...METRICS,
  ...CALLBACKS,
};

export const litellmSettings = section(LITELLM_SETTINGS, 'a map of settings');
