/**
 * Prices of one model. Every price is an integer of pico-USD per million units (10^-18 USD a unit), so published
 * per-token prices are exact. null: this kind of unit has no price of its own and takes the one it is a part of
 * (cached reads → input …).
 */
export interface PriceSheet {
  /** Where it comes from, shown beside every cost. */
  readonly source: 'config' | 'catalogue' | 'estimate' | 'free';
  readonly base: UnitPrices;
  /** A tier applies to the whole call when its input tokens exceed `aboveInputTokens`; highest first. */
  readonly tiers: readonly { readonly aboveInputTokens: number; readonly prices: UnitPrices }[];
  /** Flat pico-USD a call. */
  readonly perRequest: bigint;
}

/** Pico-USD per million units. */
export interface UnitPrices {
  readonly input: bigint;
  readonly output: bigint;
  readonly cacheRead: bigint | null;
  readonly cacheWrite: bigint | null;
  readonly cacheWrite1h: bigint | null;
  readonly inputAudio: bigint | null;
  readonly outputAudio: bigint | null;
  readonly reasoning: bigint | null;
  /** Pico-USD per million searches. */
  readonly search: bigint | null;
}
