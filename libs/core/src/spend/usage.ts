/**
 * What one call consumed, in one way of counting for every provider. All counts are whole units ≥ 0.
 * `inputTokens` is the whole prompt: it includes cached reads, cache writes, audio and image tokens; the fields below it
 * are parts of it. `outputTokens` likewise includes reasoning and audio.
 */
export interface Usage {
  inputTokens: number;
  /** Part of the input that was read from the provider's prompt cache. */
  cacheReadTokens: number;
  /** Part of the input that was written to the cache with the default life (5 minutes at Anthropic). */
  cacheWriteTokens: number;
  /** Part of the input that was written to the cache for an hour. */
  cacheWrite1hTokens: number;
  /** Part of the input that was audio. */
  inputAudioTokens: number;
  /** Part of the input that was images, where the provider tells. */
  inputImageTokens: number;
  outputTokens: number;
  /** Part of the output that was reasoning. */
  reasoningTokens: number;
  /** Part of the output that was audio. */
  outputAudioTokens: number;
  /** Web searches the provider ran and bills by the piece. */
  searchRequests: number;
  /** Searches of a reranker that bills by them, in its own units. Absent: none, as for the units below. */
  searchUnits?: number;
  /** Pictures that were made and are billed by the piece. */
  outputImages?: number;
  /** Characters of text that were spoken. */
  inputCharacters?: number;
  /** Length of a recording that is billed by time; may have a fraction. */
  inputAudioSeconds?: number;
}

const UNITS: Readonly<Record<keyof Usage, true>> = {
  inputTokens: true,
  cacheReadTokens: true,
  cacheWriteTokens: true,
  cacheWrite1hTokens: true,
  inputAudioTokens: true,
  inputImageTokens: true,
  outputTokens: true,
  reasoningTokens: true,
  outputAudioTokens: true,
  searchRequests: true,
  searchUnits: true,
  outputImages: true,
  inputCharacters: true,
  inputAudioSeconds: true,
};
/** Every unit there is. */
export const USAGE_UNITS = Object.keys(UNITS) as readonly (keyof Usage)[];

export const NO_USAGE: Usage = Object.freeze({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  inputAudioTokens: 0,
  inputImageTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  outputAudioTokens: 0,
  searchRequests: 0,
});
