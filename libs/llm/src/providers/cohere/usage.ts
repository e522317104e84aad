import { isJsonObject, type Json, type JsonObject, NO_USAGE, type Usage } from '@tollgate/core';
import { count } from '../count.js';

/**
 * Cohere's usage. `billed_units` is what the invoice counts; `tokens` also counts what Cohere itself puts around a prompt
 * (hundreds of tokens that cost nothing), and `cached_tokens` is a part of those, so it has no price and no place here.
 * Source: docs.cohere.com, "How does Cohere pricing work". null: there is no usage.
 */
export function readUsage(usage: Json): Usage | null {
  if (!isJsonObject(usage)) return null;
  const counted = object(usage['billed_units']) ?? object(usage['tokens']);
  if (counted === null) return null;
  return {
    ...NO_USAGE,
    inputTokens: count(counted['input_tokens']),
    outputTokens: count(counted['output_tokens']),
    searchRequests: count(counted['search_units']),
  };
}

function object(value: Json | undefined): JsonObject | null {
  return isJsonObject(value) ? value : null;
}
