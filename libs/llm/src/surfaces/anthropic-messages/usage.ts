import { type JsonObject, type Usage } from '@tollgate/core';

/** Usage as Anthropic's clients read it: `input_tokens` is what was neither read from nor written to the cache. */
export function encodeUsage(usage: Usage): JsonObject {
  const written = usage.cacheWriteTokens + usage.cacheWrite1hTokens;
  return {
    input_tokens: Math.max(0, usage.inputTokens - usage.cacheReadTokens - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: usage.cacheReadTokens,
    ...(usage.cacheWrite1hTokens === 0
      ? {}
      : {
          cache_creation: {
            ephemeral_5m_input_tokens: usage.cacheWriteTokens,
            ephemeral_1h_input_tokens: usage.cacheWrite1hTokens,
          },
        }),
    output_tokens: usage.outputTokens,
    ...(usage.searchRequests > 0 ? { server_tool_use: { web_search_requests: usage.searchRequests } } : {}),
  };
}
