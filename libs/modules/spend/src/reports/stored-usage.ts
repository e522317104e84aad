import { NO_USAGE, type Usage } from '@tollgate/core';

/** The columns of a call that say what it used, as the driver gives them. */
export interface UsageColumns {
  readonly inputTokens: string | null;
  readonly cacheReadTokens: string | null;
  readonly cacheWriteTokens: string | null;
  readonly cacheWrite1hTokens: string | null;
  readonly inputAudioTokens: string | null;
  readonly inputImageTokens: string | null;
  readonly outputTokens: string | null;
  readonly reasoningTokens: string | null;
  readonly outputAudioTokens: string | null;
  readonly searchRequests: string | null;
  readonly searchUnits: string | null;
  readonly outputImages: string | null;
  readonly inputCharacters: string | null;
  readonly inputAudioSeconds: string | null;
}

/** Select list that gives `UsageColumns`. */
export const USAGE_COLUMNS = `
  input_tokens AS "inputTokens", cache_read_tokens AS "cacheReadTokens", cache_write_tokens AS "cacheWriteTokens",
  cache_write_1h_tokens AS "cacheWrite1hTokens", input_audio_tokens AS "inputAudioTokens",
  input_image_tokens AS "inputImageTokens", output_tokens AS "outputTokens", reasoning_tokens AS "reasoningTokens",
  output_audio_tokens AS "outputAudioTokens", search_requests AS "searchRequests", search_units AS "searchUnits",
  output_images AS "outputImages", input_characters AS "inputCharacters", input_audio_seconds AS "inputAudioSeconds"`;

/** What a call used; null when it used nothing. */
export function usageOf(row: UsageColumns): Usage | null {
  if (row.inputTokens === null) return null;
  const usage: Usage = {
    ...NO_USAGE,
    inputTokens: Number(row.inputTokens),
    cacheReadTokens: Number(row.cacheReadTokens),
    cacheWriteTokens: Number(row.cacheWriteTokens),
    cacheWrite1hTokens: Number(row.cacheWrite1hTokens),
    inputAudioTokens: Number(row.inputAudioTokens),
    inputImageTokens: Number(row.inputImageTokens),
    outputTokens: Number(row.outputTokens),
    reasoningTokens: Number(row.reasoningTokens),
    outputAudioTokens: Number(row.outputAudioTokens),
    searchRequests: Number(row.searchRequests),
  };
  if (row.searchUnits !== null) usage.searchUnits = Number(row.searchUnits);
  if (row.outputImages !== null) usage.outputImages = Number(row.outputImages);
  if (row.inputCharacters !== null) usage.inputCharacters = Number(row.inputCharacters);
  if (row.inputAudioSeconds !== null) usage.inputAudioSeconds = Number(row.inputAudioSeconds);
  return usage;
}
