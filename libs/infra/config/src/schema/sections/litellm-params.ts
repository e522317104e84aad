import { anyMap, anything, either, list, listOrOne, mapOf } from '../types/collections.js';
import { count, dollars, flag, number, seconds, text } from '../types/scalars.js';
import { openSection } from '../types/section.js';
import { required, setting } from '../types/setting-type.js';

import { retryPolicy } from './retry-policies.js';
import { PRICES } from './token-prices.js';

const TARGET = {
  model: required(
    text('a model such as "openai/gpt-4o"'),
    'Provider and model, `provider/name`; well-known names need no provider',
  ),
  custom_llm_provider: setting(text(), 'Provider, when it is not in `model`', 'the prefix of `model`'),
  api_key: setting(text(), 'Key at the provider', "the provider's environment variable"),
  api_base: setting(text('a URL'), 'Base URL', "the provider's own"),
  base_url: setting(text('a URL'), 'Another name of `api_base`'),
  api_version: setting(text(), 'Version of the API (Azure)'),
  organization: setting(listOrOne(text()), 'OpenAI organization; a list makes one deployment of each'),
  region_name: setting(text(), 'Region of the deployment'),
  headers: setting(mapOf(text()), 'Headers to send to the provider'),
  extra_headers: setting(mapOf(text()), 'More headers to send to the provider'),
  ssl_verify: setting(
    either({ scalar: text('true, false or a path') }),
    'Whether, or with which CA file, to verify the certificate',
  ),
  litellm_credential_name: setting(text(), 'Entry of `credential_list` that fills what is not set here'),
  configurable_clientside_auth_params: setting(
    list(either({ scalar: text(), map: mapOf(text()) })),
    'Which of `api_key` and `api_base` a client may set itself',
  ),
};

const CLOUDS = {
  azure_ad_token: setting(text(), 'Azure: Entra ID token'),
  tenant_id: setting(text(), 'Azure: tenant'),
  client_id: setting(text(), 'Azure: client'),
  client_secret: setting(text(), 'Azure: secret of the client'),
  azure_username: setting(text(), 'Azure: user name'),
  azure_password: setting(text(), 'Azure: password'),
  azure_scope: setting(text(), 'Azure: scope of the token'),
  base_model: setting(text(), 'Model behind an Azure deployment, for prices'),
  aws_access_key_id: setting(text(), 'AWS: access key'),
  aws_secret_access_key: setting(text(), 'AWS: secret of the access key'),
  aws_session_token: setting(text(), 'AWS: session token'),
  aws_region_name: setting(text(), 'AWS: region'),
  aws_session_name: setting(text(), 'AWS: name of the session'),
  aws_profile_name: setting(text(), 'AWS: profile'),
  aws_role_name: setting(text(), 'AWS: role to assume'),
  aws_web_identity_token: setting(text(), 'AWS: web identity token'),
  aws_sts_endpoint: setting(text('a URL'), 'AWS: STS endpoint'),
  aws_external_id: setting(text(), 'AWS: external id of the role'),
  aws_bedrock_runtime_endpoint: setting(text('a URL'), 'AWS: Bedrock endpoint'),
  aws_batch_role_arn: setting(text(), 'AWS: role of batch jobs'),
  s3_bucket_name: setting(text(), 'AWS: bucket of batch files'),
  s3_region_name: setting(text(), 'AWS: region of the bucket'),
  s3_encryption_key_id: setting(text(), 'AWS: KMS key of the bucket'),
  vertex_project: setting(text(), 'Vertex AI: project'),
  vertex_location: setting(text(), 'Vertex AI: location'),
  vertex_credentials: setting(
    either({ scalar: text('a path or JSON text'), map: anyMap() }),
    'Vertex AI: service account, as path, JSON text or map',
  ),
  gcs_bucket_name: setting(text(), 'Google Cloud: bucket of batch files'),
  watsonx_region_name: setting(text(), 'watsonx: region'),
};

const LIMITS = {
  rpm: setting(count(), 'Most requests a minute; its weight under simple-shuffle, too'),
  tpm: setting(count(), 'Most tokens a minute; its weight under simple-shuffle, too'),
  itpm: setting(count(), 'Input tokens a minute'),
  otpm: setting(count(), 'Output tokens a minute'),
  max_parallel_requests: setting(count(), 'Most calls at the same time'),
  weight: setting(number({ min: 0 }), 'Share of the calls of its group', 'equal shares'),
  order: setting(number({ whole: true }), 'Lower ones are tried first'),
  tags: setting(list(text()), 'Tags a request can be routed by'),
  tag_regex: setting(list(text()), 'Patterns of tags a request can be routed by'),
  max_budget: setting(dollars(), 'USD this deployment may spend in `budget_duration`'),
  budget_duration: setting(text('a duration such as "30d"'), 'Period of `max_budget`'),
  default_api_key_rpm_limit: setting(count(), 'Requests a minute of each key on this model'),
  default_api_key_tpm_limit: setting(count(), 'Tokens a minute of each key on this model'),
  max_file_size_mb: setting(number({ min: 0 }), 'Largest uploaded file'),
};

const TIME = {
  timeout: setting(seconds(), 'Seconds a whole call may take', 'router_settings.timeout'),
  request_timeout: setting(seconds(), 'Another name of `timeout`'),
  stream_timeout: setting(
    seconds(),
    'Seconds until the first content of a stream',
    'router_settings.stream_timeout',
  ),
  stall_timeout: setting(
    seconds(),
    'Seconds between two pieces of a stream',
    'router_settings.stall_timeout',
  ),
  force_timeout: setting(seconds(), 'Seconds after which a call is cut, whatever the client asks'),
  max_retries: setting(count(), 'No effect: retries are decided by `num_retries`'),
  num_retries: setting(count(), 'Retries of a failed call', 'router_settings.num_retries'),
  cooldown_time: setting(
    seconds(),
    'Seconds without calls after too many failures',
    'router_settings.cooldown_time',
  ),
  retry_policy: setting(retryPolicy, 'Retries by kind of error'),
  keepalive_seconds: setting(seconds(), 'Seconds between signs of life in a slow stream'),
};

const BEHAVIOUR = {
  drop_params: setting(
    flag(),
    'Leave out what the provider does not support',
    'litellm_settings.drop_params',
  ),
  additional_drop_params: setting(list(text()), 'Parameters to leave out always'),
  allowed_openai_params: setting(
    list(text()),
    'Parameters to send although the provider is not known to take them',
  ),
  supports_system_message: setting(flag(), 'Whether the model takes system messages', 'true'),
  ensure_alternating_roles: setting(flag(), 'Make user and assistant turns alternate'),
  user_continue_message: setting(anyMap(), 'User turn to put between two assistant turns'),
  assistant_continue_message: setting(anyMap(), 'Assistant turn to put between two user turns'),
  merge_reasoning_content_in_choices: setting(flag(), 'Put reasoning into the content, in think tags'),
  enable_json_schema_validation: setting(flag(), 'Check replies against the requested JSON schema'),
  use_in_pass_through: setting(flag(), 'Use these credentials for pass-through routes'),
  use_litellm_proxy: setting(flag(), 'The upstream is such a gateway itself'),
  use_chat_completions_api: setting(flag(), 'Serve the Responses API through chat completions'),
  cache_control_injection_points: setting(list(anyMap()), 'Where to add cache marks to prompts'),
  guardrails: setting(list(text()), 'Guardrails of every call of this model'),
  prompt_id: setting(text(), 'Stored prompt to use'),
  prompt_variables: setting(anyMap(), 'Variables of the stored prompt'),
  prompt_version: setting(text(), 'Version of the stored prompt'),
  prompt_label: setting(text(), 'Label of the stored prompt'),
  vector_store_ids: setting(list(text()), 'Vector stores to search for every call'),
  silent_model: setting(
    text('a model name'),
    'Group that gets a copy of the traffic; its answers are dropped',
  ),
  fallbacks: setting(
    either({ list: list(either({ scalar: text('a model name'), map: anyMap() })) }),
    'What to try when this deployment fails',
  ),
  context_window_fallback_dict: setting(mapOf(text('a model name')), 'Larger model for each model'),
  caching: setting(flag(), 'Cache replies of this model'),
  cache: setting(anyMap(), 'Cache controls of this model'),
  'no-log': setting(flag(), 'Do not log calls of this model'),
};

const PROMPT_TEMPLATE = {
  roles: setting(anyMap(), 'Prompt template: text around each role'),
  initial_prompt_value: setting(text(), 'Prompt template: opening text'),
  final_prompt_value: setting(text(), 'Prompt template: closing text'),
  bos_token: setting(text(), 'Prompt template: token that opens a text'),
  eos_token: setting(text(), 'Prompt template: token that ends a text'),
  hf_model_name: setting(text(), 'Hugging Face model whose template to use'),
};

const SMART_ROUTERS = {
  auto_router_config: setting(anything(), 'Auto router: routes, as text or map'),
  auto_router_config_path: setting(text('a path'), 'Auto router: file of routes'),
  auto_router_default_model: setting(text('a model name'), 'Auto router: model when no route matches'),
  auto_router_embedding_model: setting(text('a model name'), 'Auto router: model that compares routes'),
  complexity_router_config: setting(anything(), 'Complexity router: tiers'),
  complexity_router_default_model: setting(
    text('a model name'),
    'Complexity router: model when no tier matches',
  ),
  adaptive_router_config: setting(anything(), 'Adaptive router: its options'),
  adaptive_router_default_model: setting(text('a model name'), 'Adaptive router: model without other choice'),
  quality_router_config: setting(anything(), 'Quality router: its options'),
  quality_router_default_model: setting(text('a model name'), 'Quality router: model without other choice'),
};

const TESTS = {
  mock_response: setting(text(), 'Answer with this text, without a provider'),
  mock_timeout: setting(flag(), 'Answer with a timeout'),
  mock_delay: setting(seconds(), 'Seconds before the mock answer'),
  mock_tool_calls: setting(list(anyMap()), 'Tool calls of the mock answer'),
};

/** Known keys of a deployment's `litellm_params`. */
export const LITELLM_PARAMS = {
  ...TARGET,
  ...CLOUDS,
  ...LIMITS,
  ...TIME,
  ...BEHAVIOUR,
  ...PRICES,
  ...PROMPT_TEMPLATE,
  ...SMART_ROUTERS,
  ...TESTS,
};

export const litellmParams = openSection(
  LITELLM_PARAMS,
  'is sent to the provider as an extra parameter',
  'a map with the key `model`',
);
