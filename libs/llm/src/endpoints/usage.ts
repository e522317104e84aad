import { isJsonObject, type Json, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { count } from '../providers/count.js';

/**
 * `usage` of an endpoint other than chat, under any of the names vendors give its members: `prompt_tokens` (OpenAI's
 * embeddings and completions), `input_tokens` (images, transcripts), `total_tokens` alone (Voyage, Jina). null: no tokens
 * are stated.
 */
export function readEndpointUsage(usage: Json): Usage | null {
  if (!isJsonObject(usage)) return null;
  // Recordings that are billed by their length.
  if (usage['type'] === 'duration' && typeof usage['seconds'] === 'number')
    return audioSeconds(usage['seconds']);
  const outputTokens = first(usage, ['completion_tokens', 'output_tokens']) ?? 0;
  const stated = first(usage, ['prompt_tokens', 'input_tokens']);
  const total = first(usage, ['total_tokens']);
  const inputTokens = stated ?? (total === null ? null : Math.max(0, total - outputTokens));
  if (inputTokens === null) return null;
  const input = details(usage, ['prompt_tokens_details', 'input_tokens_details', 'input_token_details']);
  return {
    ...NO_USAGE,
    inputTokens,
    outputTokens,
    cacheReadTokens: count(input['cached_tokens']),
    inputAudioTokens: count(input['audio_tokens']),
    inputImageTokens: count(input['image_tokens']),
  };
}

/** Usage of a recording that is billed by its length. */
export function audioSeconds(seconds: number): Usage {
  return { ...NO_USAGE, inputAudioSeconds: Math.max(0, seconds) };
}

function first(usage: JsonObject, names: readonly string[]): number | null {
  for (const name of names) if (typeof usage[name] === 'number') return count(usage[name]);
  return null;
}

function details(usage: JsonObject, names: readonly string[]): JsonObject {
  for (const name of names) {
    const value = usage[name];
    if (isJsonObject(value)) return value;
  }
  return {};
}
