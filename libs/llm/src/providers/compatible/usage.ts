import { isJsonObject, type Json, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { count } from '../count.js';

/**
 * Usage of OpenAI's chat API and of those that copy it. `prompt_tokens` includes what was read from a cache and
 * `completion_tokens` includes reasoning; where a provider leaves reasoning out (xAI), its `total_tokens` gives it away.
 * Cached tokens have five spellings. null: there is no usage.
 */
export function readUsage(usage: Json): Usage | null {
  if (!isJsonObject(usage)) return null;
  if (usage['prompt_tokens'] === undefined && usage['completion_tokens'] === undefined) return null;
  const prompt = object(usage['prompt_tokens_details']);
  const completion = object(usage['completion_tokens_details']);
  const inputTokens = count(usage['prompt_tokens']);
  const reasoningTokens = count(completion['reasoning_tokens']);
  const written = cacheWrites(usage, prompt);
  return {
    ...NO_USAGE,
    inputTokens,
    cacheReadTokens:
      count(prompt['cached_tokens']) ||
      count(usage['cache_read_input_tokens']) ||
      count(usage['prompt_cache_hit_tokens']) ||
      count(usage['cached_tokens']),
    ...written,
    inputAudioTokens: count(prompt['audio_tokens']),
    inputImageTokens: count(prompt['image_tokens']),
    outputTokens: outputTokens(usage, inputTokens, reasoningTokens),
    reasoningTokens,
    outputAudioTokens: count(completion['audio_tokens']),
    searchRequests:
      count(usage['num_search_queries']) || count(object(usage['server_tool_use'])['web_search_requests']),
  };
}

function cacheWrites(
  usage: JsonObject,
  prompt: JsonObject,
): Pick<Usage, 'cacheWriteTokens' | 'cacheWrite1hTokens'> {
  const whole =
    count(usage['cache_creation_input_tokens']) ||
    count(prompt['cache_creation_tokens']) ||
    count(prompt['cache_write_tokens']);
  const hour = count(object(prompt['cache_creation_token_details'])['ephemeral_1h_input_tokens']);
  return { cacheWriteTokens: Math.max(0, whole - hour), cacheWrite1hTokens: Math.min(hour, whole) };
}

function outputTokens(usage: JsonObject, input: number, reasoning: number): number {
  const output = count(usage['completion_tokens']);
  const leftOut = count(usage['total_tokens']) - input - output;
  return reasoning > 0 && leftOut === reasoning ? output + reasoning : output;
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
