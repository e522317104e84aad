import { type Json } from '@tollgate/core';
import { type Target } from './provider.js';

/** `litellm_params` that say how a deployment is used, as opposed to what is sent. Everything else goes to the provider. */
const DEPLOYMENT_PARAMS = new Set(
  (
    'model model_id custom_llm_provider api_key api_base base_url api_version organization region_name headers extra_headers ' +
    'ssl_verify litellm_credential_name configurable_clientside_auth_params azure_ad_token tenant_id client_id ' +
    'client_secret azure_username azure_password azure_scope base_model gcs_bucket_name watsonx_region_name rpm tpm ' +
    'itpm otpm max_parallel_requests weight order tags tag_regex max_budget budget_duration max_file_size_mb timeout ' +
    'request_timeout stream_timeout force_timeout max_retries num_retries cooldown_time retry_policy keepalive_seconds ' +
    'drop_params additional_drop_params allowed_openai_params supports_system_message ensure_alternating_roles ' +
    'user_continue_message assistant_continue_message merge_reasoning_content_in_choices enable_json_schema_validation ' +
    'use_in_pass_through use_litellm_proxy use_chat_completions_api cache_control_injection_points guardrails prompt_id ' +
    'prompt_variables prompt_version prompt_label vector_store_ids silent_model fallbacks context_window_fallback_dict ' +
    'caching cache no-log roles initial_prompt_value final_prompt_value bos_token eos_token hf_model_name mock_response ' +
    'mock_timeout mock_delay mock_tool_calls search_context_cost_per_query extra_body model_info metadata id'
  ).split(' '),
);

const DEPLOYMENT_PREFIXES = [
  'aws_',
  's3_',
  'vertex_',
  'input_cost_per_',
  'output_cost_per_',
  'cache_creation_input_',
  'cache_read_input_',
  'default_api_key_',
  'auto_router_',
  'complexity_router_',
  'adaptive_router_',
  'quality_router_',
];

/** What the operator wants sent with every call of a deployment (`temperature: 0.2` …); the client's own value wins. */
export function requestDefaults(target: Target): [string, Json][] {
  const own = Object.entries(target.params).filter(([key]) => !isDeploymentParam(key));
  const body = target.params['extra_body'];
  const extra = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.entries(body) : [];
  return [...own, ...extra].flatMap(([key, value]): [string, Json][] =>
    isJson(value) ? [[key, value]] : [],
  );
}

function isDeploymentParam(key: string): boolean {
  return DEPLOYMENT_PARAMS.has(key) || DEPLOYMENT_PREFIXES.some((prefix) => key.startsWith(prefix));
}

/** Configuration comes from YAML, so what is not a function, a symbol or undefined is JSON all the way down. */
function isJson(value: unknown): value is Json {
  return (
    value !== undefined && value !== null && ['string', 'number', 'boolean', 'object'].includes(typeof value)
  );
}
