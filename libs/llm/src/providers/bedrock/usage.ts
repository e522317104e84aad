import { isJsonObject, type Json, NO_USAGE, type Usage } from '@tollgate/core';
import { count } from '../count.js';

/**
 * Converse's usage. Its `inputTokens` leaves out what was read from and written to the cache; ours is the whole prompt.
 * `cacheDetails` tells cache writes apart by their life. Source: Converse reference, "TokenUsage". null: there is none.
 */
export function readUsage(usage: Json): Usage | null {
  if (!isJsonObject(usage)) return null;
  if (usage['inputTokens'] === undefined && usage['outputTokens'] === undefined) return null;
  const read = count(usage['cacheReadInputTokens']);
  const written = count(usage['cacheWriteInputTokens']);
  const hour = Math.min(written, writtenForAnHour(usage['cacheDetails']));
  return {
    ...NO_USAGE,
    inputTokens: count(usage['inputTokens']) + read + written,
    cacheReadTokens: read,
    cacheWriteTokens: written - hour,
    cacheWrite1hTokens: hour,
    outputTokens: count(usage['outputTokens']),
  };
}

function writtenForAnHour(details: Json | undefined): number {
  if (!Array.isArray(details)) return 0;
  return details
    .filter(isJsonObject)
    .filter((detail) => detail['ttl'] === '1h')
    .reduce((sum, detail) => sum + count(detail['inputTokens']), 0);
}
