import { anyMap, anything, list, listOrOne, mapOf } from '../types/collections.js';
import { choice, count, flag, number, seconds, durationText, text } from '../types/scalars.js';
import { section } from '../types/section.js';
import { setting } from '../types/setting-type.js';
import { passThroughEndpoints } from './pass-through.js';

const megabytes = number({ min: 0.001, max: 4096, what: 'a number of megabytes' });

const ACCESS = {
  master_key: setting(text(), "The administrator's key (LITELLM_MASTER_KEY)", 'made at the first start'),
  custom_auth: setting(text(), 'Function that checks keys'),
  custom_key_generate: setting(text(), 'Function that may refuse new keys'),
  custom_sso: setting(text(), 'Function that handles sign-in'),
  enable_jwt_auth: setting(flag(), 'Accept JSON web tokens', 'false'),
  litellm_jwtauth: setting(anyMap(), 'Which claims of a token mean what'),
  enable_oauth2_auth: setting(flag(), 'Accept OAuth 2 tokens', 'false'),
  role_permissions: setting(list(anyMap()), 'What each role may use'),
  enforce_rbac: setting(flag(), 'Refuse callers without a role', 'false'),
  litellm_key_header_name: setting(text('a header name'), 'One more header that may hold the key'),
  allowed_routes: setting(list(text('a path')), 'Routes that exist'),
  admin_only_routes: setting(list(text('a path')), 'Routes for administrators only'),
  public_routes: setting(list(text('a path')), 'Routes without a key'),
  allowed_ips: setting(list(text('an IP address')), 'Addresses that may call'),
  use_x_forwarded_for: setting(flag(), "Take the client's address from X-Forwarded-For", 'false'),
  user_header_name: setting(text('a header name'), 'Header with the id of the user (older form)'),
  user_header_mappings: setting(
    list(
      section({
        header_name: setting(text('a header name'), 'Header'),
        litellm_user_role: setting(choice(['customer', 'internal_user']), 'Whose id it holds'),
      }),
    ),
    'Headers with the ids of users and customers',
  ),
  disable_master_key_return: setting(flag(), 'Never return the master key to the dashboard', 'false'),
  disable_adding_master_key_hash_to_db: setting(
    flag(),
    'Keep the hash of the master key out of Postgres',
    'false',
  ),
  apply_user_budget_to_team_keys: setting(
    flag(),
    "Calls of team keys have to fit into their user's budget, too",
    'false',
  ),
  default_team_disabled: setting(flag(), 'No keys without a team', 'false'),
  service_account_settings: setting(anyMap(), 'Rules of service accounts'),
};

const DATABASE = {
  database_url: setting(text('a Postgres URL'), 'Postgres (DATABASE_URL)', 'the embedded one'),
  database_connection_pool_limit: setting(count(1), 'Most connections of a process', '10'),
  database_connection_timeout: setting(seconds(), 'Seconds to wait for a connection', '60'),
  database_type: setting(text(), 'Kind of database'),
  store_model_in_db: setting(flag(), 'Models and settings may be changed at run time', 'true'),
  supported_db_objects: setting(list(text()), 'What is read from the database'),
  store_prompts_in_spend_logs: setting(flag(), 'Keep prompts and replies with each call', 'false'),
  disable_spend_logs: setting(flag(), 'Keep no row for each call', 'false'),
  disable_spend_updates: setting(flag(), 'Do not count spend', 'false'),
  disable_error_logs: setting(flag(), 'Keep no errors', 'false'),
  maximum_spend_logs_retention_period: setting(
    durationText(),
    'How long rows of calls are kept; whole months go',
    'for ever',
  ),
  maximum_spend_logs_retention_interval: setting(
    text('a duration such as "1d"'),
    'How often old rows are removed',
  ),
  use_redis_transaction_buffer: setting(flag(), 'Collect spend in Redis before it is written', 'false'),
  allow_requests_on_db_unavailable: setting(flag(), 'Let calls pass when the database is away', 'false'),
  user_api_key_cache_ttl: setting(seconds(), 'Seconds a looked-up key is remembered', '60'),
  proxy_batch_write_at: setting(seconds(), 'Seconds between writes of spend', '10'),
  proxy_batch_polling_interval: setting(seconds(), 'Seconds between looks at batches', '6000'),
  proxy_budget_rescheduler_min_time: setting(seconds(), 'Shortest time between budget resets', '597'),
  proxy_budget_rescheduler_max_time: setting(seconds(), 'Longest time between budget resets', '605'),
  disable_reset_budget: setting(flag(), 'Never reset budgets', 'false'),
};

const CALLS = {
  completion_model: setting(text('a model name'), 'Model of every chat call, whatever the client asks'),
  embedding_model: setting(text('a model name'), 'The same for embeddings'),
  image_generation_model: setting(text('a model name'), 'The same for images'),
  moderation_model: setting(text('a model name'), 'The same for moderations'),
  infer_model_from_keys: setting(flag(), 'Offer every provider whose API key is in the environment', 'false'),
  max_parallel_requests: setting(count(), 'Calls at the same time of each key', 'none'),
  global_max_parallel_requests: setting(count(), 'Calls at the same time of all', 'none'),
  max_request_size_mb: setting(megabytes, 'Largest request', '32'),
  max_response_size_mb: setting(megabytes, 'Largest reply', 'none'),
  token_rate_limit_type: setting(choice(['total', 'input', 'output']), 'Which tokens tpm counts', 'total'),
  disable_retry_on_max_parallel_request_limit_error: setting(
    flag(),
    'Do not retry when too many calls run',
    'false',
  ),
  always_include_stream_usage: setting(flag(), 'Every stream ends with usage', 'false'),
  allow_client_side_credentials: setting(flag(), 'Clients may send api_key and api_base', 'false'),
  dangerously_allow_mock_testing_request_params: setting(
    flag(),
    'Clients may send mock_* parameters',
    'false',
  ),
  expose_fallback_errors_to_caller: setting(flag(), 'Show errors of fallbacks to clients', 'false'),
  forward_client_headers_to_llm_api: setting(
    flag(),
    'Send `x-*` headers of the client to providers',
    'false',
  ),
  forward_openai_org_id: setting(flag(), "Send the client's OpenAI-Organization on", 'false'),
  forward_llm_provider_auth_headers: setting(flag(), "Send the client's provider credentials on", 'false'),
  enforce_user_param: setting(flag(), 'Calls must name a user', 'false'),
  enforced_params: setting(list(text('the name of a parameter')), 'Parameters that calls must have'),
  reject_clientside_metadata_tags: setting(flag(), 'Calls may not set tags', 'false'),
  disable_responses_id_security: setting(flag(), 'Ids of responses are not bound to their key', 'false'),
  pass_through_endpoints: setting(passThroughEndpoints, 'Routes that lead to any URL'),
};

const HEALTH_AND_ALERTS = {
  background_health_checks: setting(flag(), 'Check every deployment from time to time', 'false'),
  health_check_interval: setting(seconds(), 'Seconds between such checks', '300'),
  health_check_concurrency: setting(count(1), 'Such checks at the same time', '5'),
  health_check_details: setting(flag(), '/health shows details', 'true'),
  use_shared_health_check: setting(flag(), 'Share results; always so, through Postgres', 'true'),
  enable_health_check_routing: setting(flag(), 'No calls to deployments that fail the check', 'false'),
  health_check_staleness_threshold: setting(seconds(), 'Seconds after which a result is forgotten'),
  health_check_ignore_transient_errors: setting(
    flag(),
    'A rate limit or timeout says nothing of health',
    'false',
  ),
  alerting: setting(listOrOne(text('a channel such as "slack"')), 'Where alerts go'),
  alerting_threshold: setting(seconds(), 'Seconds after which a call is slow', '300'),
  alert_types: setting(list(text()), 'Which alerts are sent'),
  alert_to_webhook_url: setting(mapOf(anything('a URL, or a list of them')), 'Webhook of each kind of alert'),
  alerting_args: setting(anyMap(), 'Options of alerts'),
};

const SURROUNDINGS = {
  key_management_system: setting(text(), 'Secret manager that os.environ/NAME asks first'),
  key_management_settings: setting(anyMap(), 'Options of the secret manager'),
  ui_access_mode: setting(text(), 'Who may open the dashboard', 'all'),
  control_plane_url: setting(text('a URL'), 'Address of the control plane'),
  block_robots: setting(flag(), 'Serve a robots.txt that forbids all', 'false'),
  mcp_internal_ip_ranges: setting(list(text('a CIDR range')), 'Addresses that count as internal'),
  mcp_client_side_auth_header_name: setting(
    text('a header name'),
    'Header with the credentials of MCP servers',
  ),
  enable_mcp_registry: setting(flag(), 'Serve a registry of MCP servers', 'false'),
  user_mcp_management_mode: setting(text(), 'Which MCP servers users may see'),
  encryption_algorithm: setting(text(), 'How secrets in the database are encrypted'),
};

/** `general_settings`: server, access, database. */
export const GENERAL_SETTINGS = { ...ACCESS, ...DATABASE, ...CALLS, ...HEALTH_AND_ALERTS, ...SURROUNDINGS };

export const generalSettings = section(GENERAL_SETTINGS, 'a map of settings');
