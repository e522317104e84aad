import { isJsonObject, type Json, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { count } from '../count.js';

/**
 * Anthropic's usage. Its `input_tokens` leaves out what was read from and written to the cache; ours is the whole prompt.
 * Cache writes are told apart by their life in `cache_creation`; without that split all count as 5-minute writes.
 * Source: Messages API reference, "Usage". null: there is no usage.
 */
export function readUsage(usage: Json): Usage | null {
  if (!isJsonObject(usage)) return null;
  if (usage['input_tokens'] === undefined && usage['output_tokens'] === undefined) return null;
  const read = count(usage['cache_read_input_tokens']);
  const written = count(usage['cache_creation_input_tokens']);
  const hour = Math.min(written, count(object(usage['cache_creation'])['ephemeral_1h_input_tokens']));
  return {
    ...NO_USAGE,
    inputTokens: count(usage['input_tokens']) + read + written,
    cacheReadTokens: read,
    cacheWriteTokens: written - hour,
    cacheWrite1hTokens: hour,
    outputTokens: count(usage['output_tokens']),
    reasoningTokens: count(object(usage['output_tokens_details'])['thinking_tokens']),
    searchRequests: count(object(usage['server_tool_use'])['web_search_requests']),
  };
}

/** What a stream has told of its usage: every number is cumulative, so a later one replaces an earlier one. */
export function mergeUsage(before: JsonObject, update: Json | undefined): JsonObject {
  if (!isJsonObject(update)) return before;
  const said = Object.entries(update).filter(([, value]) => value !== null && value !== undefined);
  return { ...before, ...Object.fromEntries(said) };
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
