import { anyMap, anything, either, list, mapOf } from '../types/collections.js';
import { choice, count, dollars, flag, number, seconds, text } from '../types/scalars.js';
import { section } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';
import { fallbackList, modelNames } from './fallback-lists.js';
import { allowedFailsPolicy, retryPolicy } from './retry-policies.js';

/** Ways to choose among the deployments of a group. */
export const routingStrategy = choice([
  'simple-shuffle',
  'least-busy',
  'usage-based-routing',
  'usage-based-routing-v2',
  'latency-based-routing',
  'cost-based-routing',
  'peak-ewma',
]);

const CHOICE = {
  routing_strategy: setting(routingStrategy, 'How a deployment of a group is chosen', 'simple-shuffle'),
  routing_strategy_args: setting(anyMap(), 'Options of the strategy'),
  routing_groups: setting(
    list(
      section({
        group_name: required(text(), 'Its name'),
        models: required(list(text('a model name')), 'Models it holds'),
        routing_strategy: setting(routingStrategy, 'How one of them is chosen'),
        routing_strategy_args: setting(anyMap(), 'Options of the strategy'),
        model_priorities: setting(anyMap(), 'Priority of each model'),
      }),
    ),
    'Several models under one name',
  ),
  model_group_alias: setting(
    mapOf(
      either({
        scalar: text('a model name'),
        map: section({
          model: required(text('a model name'), 'Group it stands for'),
          hidden: setting(flag(), 'Leave it out of /v1/models', 'false'),
        }),
      }),
    ),
    'Other names of groups',
  ),
  enable_tag_filtering: setting(flag(), 'Choose by the tags of the request', 'false'),
  tag_filtering_match_any: setting(flag(), 'One common tag is enough', 'true'),
  tag_routing_prefix: setting(text(), 'Prefix of the tags that count'),
  enable_pre_call_checks: setting(flag(), 'Leave out deployments whose context is too small', 'false'),
  optional_pre_call_checks: setting(
    list(
      choice([
        'prompt_caching',
        'router_budget_limiting',
        'responses_api_deployment_check',
        'deployment_affinity',
        'session_affinity',
        'forward_client_headers_by_model_group',
        'enforce_model_rate_limits',
        'encrypted_content_affinity',
      ]),
    ),
    'More checks before a call',
  ),
  deployment_affinity_ttl_seconds: setting(seconds(), 'Seconds a user stays with a deployment', '3600'),
  model_group_affinity_config: setting(mapOf(anything()), 'Affinity of single groups'),
  provider_budget_config: setting(
    mapOf(
      section({
        budget_limit: setting(dollars(), 'USD'),
        time_period: setting(text('a duration such as "1d"'), 'Period'),
        max_budget: setting(dollars(), 'Another name of budget_limit'),
        budget_duration: setting(text('a duration such as "1d"'), 'Another name of time_period'),
      }),
    ),
    'Most that each provider may cost',
  ),
};

const FAILURES = {
  num_retries: setting(count(), 'Retries of a failed call', '2'),
  max_retries: setting(count(), 'Another name of num_retries'),
  retry_policy: setting(retryPolicy, 'Retries by kind of error'),
  model_group_retry_policy: setting(mapOf(retryPolicy), 'The same for single groups'),
  retry_after: setting(seconds(), 'Shortest wait before a retry', '0'),
  timeout: setting(seconds(), 'Seconds a call may take', '6000'),
  stream_timeout: setting(seconds(), 'Seconds until the first content of a stream', 'timeout'),
  stall_timeout: setting(seconds(), 'Seconds between two pieces of a stream', 'timeout'),
  total_timeout: setting(seconds(), 'Seconds all attempts of a call may take together'),
  hedge_after_ms: setting(
    number({ whole: true, min: 1 }),
    'Milliseconds without an answer until a call is sent to a second deployment as well',
  ),
  hedge_share: setting(number({ min: 0, max: 1 }), 'Share of calls that may be sent twice', '0.1'),
  allowed_fails: setting(count(), 'Failures a minute before a deployment is cooled down', '3'),
  allowed_fails_policy: setting(allowedFailsPolicy, 'The same by kind of error'),
  cooldown_time: setting(seconds(), 'Seconds a cooled-down deployment gets no calls', '5'),
  disable_cooldowns: setting(flag(), 'Never cool down', 'false'),
  fallbacks: setting(fallbackList, 'What to try when all of a group fails'),
  context_window_fallbacks: setting(fallbackList, 'What to try when the prompt is too long'),
  content_policy_fallbacks: setting(fallbackList, 'What to try when the content is refused'),
  default_fallbacks: setting(modelNames, 'What to try for groups without fallbacks of their own'),
  max_fallbacks: setting(count(), 'Most fallbacks of a call', '5'),
  enable_weighted_failover: setting(flag(), 'Try the rest of the group before its fallbacks', 'false'),
};

const SHARED_STATE = {
  redis_url: setting(text('a Redis URL'), 'Redis (REDIS_URL)'),
  redis_host: setting(text('a host name'), 'Redis (REDIS_HOST)'),
  redis_port: setting(
    number({ whole: true, min: 1, max: 65535, what: 'a port' }),
    'Redis (REDIS_PORT)',
    '6379',
  ),
  redis_password: setting(text(), 'Redis (REDIS_PASSWORD)'),
  redis_db: setting(count(), 'Number of the Redis database', '0'),
  cache_kwargs: setting(anyMap(), 'Further options of the Redis client'),
  cache_responses: setting(flag(), 'Cache replies', 'false'),
  caching_groups: setting(list(anything()), 'Groups that share cached replies'),
  client_ttl: setting(seconds(), 'Seconds a connection to a provider is kept', '3600'),
};

const MISCELLANEOUS = {
  default_litellm_params: setting(anyMap(), 'litellm_params of every deployment'),
  default_max_parallel_requests: setting(count(), 'Calls at the same time of each deployment'),
  default_priority: setting(number({ whole: true }), 'Priority of calls without one'),
  polling_interval: setting(seconds(), 'Seconds between looks at the queue', '0.03'),
  search_tools: setting(list(anyMap()), 'Tools of /search'),
  guardrail_list: setting(list(anyMap()), 'Guardrails'),
  assistants_config: setting(anyMap(), 'Assistants'),
  set_verbose: setting(flag(), 'Older form of LITELLM_LOG=DEBUG', 'false'),
  debug_level: setting(choice(['DEBUG', 'INFO']), 'Level of the router log', 'INFO'),
};

/** `router_settings`: choice among deployments, retries, fallbacks. */
export const ROUTER_SETTINGS = { ...CHOICE, ...FAILURES, ...SHARED_STATE, ...MISCELLANEOUS };

export const routerSettings = section(ROUTER_SETTINGS, 'a map of settings');
