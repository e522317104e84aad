/**
 * Members of a chat body that are meant for the gateway (LiteLLM's, beyond OpenAI's). None of them is ever forwarded.
 * `honoured`: acted on. `ignored`: nothing depends on it while its feature is not built (caching, priorities), so leaving it
 * out changes no answer. `unbuilt`: leaving it out would change what the caller gets, so it is refused. `forbidden`: would
 * let a caller choose where the gateway's credentials are sent, or force failures.
 */
export type MemberRule = 'honoured' | 'ignored' | 'unbuilt' | 'forbidden';

export const MEMBER_RULES: ReadonlyMap<string, MemberRule> = new Map<string, MemberRule>([
  ['metadata', 'honoured'],
  ['litellm_metadata', 'honoured'],
  ['tags', 'honoured'],
  ['fallbacks', 'honoured'],
  ['disable_fallbacks', 'honoured'],
  ['num_retries', 'honoured'],
  ['timeout', 'honoured'],
  ['request_timeout', 'honoured'],
  ['stream_timeout', 'honoured'],
  ['stall_timeout', 'honoured'],
  ['total_timeout', 'honoured'],
  ['mock_response', 'honoured'],
  ['drop_params', 'honoured'],
  ['extra_body', 'honoured'],
  ['litellm_session_id', 'honoured'],
  ['litellm_trace_id', 'honoured'],
  ['api_key', 'honoured'],
  ['allowed_model_region', 'honoured'],
  ['cache', 'ignored'],
  ['caching', 'ignored'],
  ['ttl', 'ignored'],
  ['priority', 'ignored'],
  ['no-log', 'ignored'],
  ['max_fallbacks', 'ignored'],
  ['include_fallback_errors', 'ignored'],
  ['mock_tool_calls', 'ignored'],
  ['context_window_fallbacks', 'honoured'],
  ['content_policy_fallbacks', 'honoured'],
  ['specific_deployment', 'unbuilt'],
  ['fastest_response', 'unbuilt'],
  ['guardrails', 'unbuilt'],
  ['disable_global_guardrails', 'unbuilt'],
  ['additional_drop_params', 'unbuilt'],
  ['allowed_openai_params', 'unbuilt'],
  ['extra_headers', 'unbuilt'],
  ['prompt_id', 'unbuilt'],
  ['prompt_variables', 'unbuilt'],
  ['prompt_version', 'unbuilt'],
  ['cache_control_injection_points', 'unbuilt'],
  ['api_version', 'unbuilt'],
  ['custom_llm_provider', 'unbuilt'],
  ['headers', 'unbuilt'],
  ['organization', 'unbuilt'],
  ['prompt_label', 'unbuilt'],
  ['litellm_params', 'forbidden'],
  ['mock_testing_fallbacks', 'forbidden'],
  ['mock_testing_context_fallbacks', 'forbidden'],
  ['mock_testing_content_policy_fallbacks', 'forbidden'],
  ['mock_testing_rate_limit_error', 'forbidden'],
  ['mock_timeout', 'forbidden'],
  ['mock_delay', 'forbidden'],
]);

/** Addresses and credentials of providers: forbidden at every depth a caller could hide them in. */
const ADDRESS_MEMBERS = new Set([
  'api_base',
  'base_url',
  'user_config',
  'aws_sts_endpoint',
  'aws_web_identity_token',
  'aws_role_name',
  'vertex_credentials',
  'aws_bedrock_runtime_endpoint',
  's3_endpoint_url',
  'sagemaker_base_url',
  'deployment_url',
]);

export function ruleOf(member: string): MemberRule | null {
  return ADDRESS_MEMBERS.has(member) ? 'forbidden' : (MEMBER_RULES.get(member) ?? null);
}

/** Path of the first provider address in a value (`fallbacks[0].api_base`), null when there is none. */
export function addressIn(value: unknown, path: string): string | null {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const found = addressIn(item, `${path}[${i}]`);
      if (found) return found;
    }
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, item] of Object.entries(value)) {
    const here = `${path}.${name}`;
    if (ADDRESS_MEMBERS.has(name)) return here;
    const found = addressIn(item, here);
    if (found) return found;
  }
  return null;
}
