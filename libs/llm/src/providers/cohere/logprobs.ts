import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';

/** `logprobs` of a reply or a piece of one → OpenAI's. A chunk of several tokens counts as one, of all their likelihoods. */
export function toLogprobs(value: Json | undefined): JsonObject | null {
  const items = (Array.isArray(value) ? value : [value]).filter(isJsonObject);
  if (items.length === 0) return null;
  return { content: items.map(tokenOf) };
}

function tokenOf(item: JsonObject): JsonObject {
  const parts = Array.isArray(item['logprobs']) ? item['logprobs'] : [];
  const logprob = parts.reduce<number>((sum, part) => sum + (typeof part === 'number' ? part : 0), 0);
  const token = typeof item['text'] === 'string' ? item['text'] : '';
  return { token, logprob, bytes: null, top_logprobs: [] };
}
