/**
 * Paths of the data plane that are known but not served yet: they answer 501 in the surface's error shape, so that a client
 * can tell "not yet" from a typing error. A path leaves this list with the change that builds it.
 */
const VERSIONED = [
  'responses',
  'ocr',
  'search',
  'batches',
  'files',
  'fine_tuning/jobs',
  'assistants',
  'threads',
  'vector_stores',
  'rag/ingest',
  'rag/query',
  'videos',
  'containers',
  'realtime',
].join('|');

const NOT_BUILT = [
  new RegExp(`^(?:/v1|/openai/v1)?/(?:${VERSIONED})(?:/|$)`),
  /^\/v1\/(?:messages\/batches|skills|indexes|evals|agents|a2a|memory|workflows|mcp)(?:\/|$)/,
  /^(?:\/v1)?\/(?:engines|openai\/deployments)\/.+\/(?:images\/\w+|audio\/\w+|responses)$/,
  /^(?:\/v1beta)?\/(?:models\/.+:\w+|interactions(?:\/.*)?)$/,
  /^\/v1beta\/agents(?:\/|$)/,
  /^\/utils\/(?:token_counter|transform_request)$/,
  /^\/(?:guardrails\/)?apply_guardrail$/,
  /^\/(?:a2a|mcp|mcp-rest|toolset)(?:\/|$)/,
  /^\/(?:openai|openai_passthrough|anthropic|gemini|vertex_ai|vertex-ai|bedrock|cohere|mistral|azure|azure_ai|vllm)\//,
  /^\/(?:assemblyai|eu\.assemblyai|langfuse|milvus|cursor|watsonx|gigachat|comprehendmedical)\//,
] as const;

export function isNotBuiltYet(path: string): boolean {
  return NOT_BUILT.some((pattern) => pattern.test(path));
}
