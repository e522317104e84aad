import { type JsonObject, type PicoUsd, toUsdNumber, type Usage } from '@tollgate/core';

/**
 * Usage as OpenAI's clients read it. The names of the cache fields that OpenAI lacks are those clients of LiteLLM know
 * (`cache_creation_input_tokens` …); they appear when there is something to tell.
 */
export function encodeUsage(usage: Usage, cost: PicoUsd | null): JsonObject {
  const written = usage.cacheWriteTokens + usage.cacheWrite1hTokens;
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: {
      cached_tokens: usage.cacheReadTokens,
      audio_tokens: usage.inputAudioTokens,
      ...(usage.inputImageTokens > 0 ? { image_tokens: usage.inputImageTokens } : {}),
      ...(written > 0 ? { cache_creation_tokens: written } : {}),
      ...(usage.cacheWrite1hTokens > 0
        ? {
            cache_creation_token_details: {
              ephemeral_5m_input_tokens: usage.cacheWriteTokens,
              ephemeral_1h_input_tokens: usage.cacheWrite1hTokens,
            },
          }
        : {}),
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: usage.outputAudioTokens,
    },
    ...(written > 0 ? { cache_creation_input_tokens: written } : {}),
    ...(written > 0 || usage.cacheReadTokens > 0 ? { cache_read_input_tokens: usage.cacheReadTokens } : {}),
    ...(usage.searchRequests > 0 ? { server_tool_use: { web_search_requests: usage.searchRequests } } : {}),
    ...(cost === null ? {} : { cost: toUsdNumber(cost) }),
  };
}
