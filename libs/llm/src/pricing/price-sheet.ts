/** The configuration, the published prices this version came with, or what an admin set (with a time from which it holds). */
export type PriceSource = 'config' | 'catalogue' | 'price_book' | 'estimate' | 'free';

/**
 * Prices of one model. Every price is an integer of pico-USD per million units (10^-18 USD a unit), so published
 * per-token prices are exact. null: this kind of unit has no price of its own and takes the one it is a part of
 * (cached reads → input …).
 */
export interface PriceSheet {
  /** Where it comes from, shown beside every cost. */
  readonly source: PriceSource;
  /** Which of that source's: the id of an own price, the edition of the catalogue. */
  readonly version?: string;
  readonly base: UnitPrices;
  /** A tier applies to the whole call when its input tokens exceed `aboveInputTokens`; highest first. */
  readonly tiers: readonly PriceTier[];
  /** Flat pico-USD a call. */
  readonly perRequest: bigint;
  /** Prices that hold only for a while, for providers that change theirs by date or by hour; the last that fits counts. */
  readonly periods?: readonly PricePeriod[];
}

export interface PriceTier {
  readonly aboveInputTokens: number;
  readonly prices: UnitPrices;
}

export interface PricePeriod {
  /** Epoch milliseconds from which it holds; null: always. */
  readonly sinceMs: number | null;
  /** Minutes of the day, UTC, between which it holds; null: all day. The end is not part of it. */
  readonly daily: { readonly fromMinute: number; readonly toMinute: number } | null;
  readonly base: UnitPrices;
  readonly tiers: readonly PriceTier[];
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
  /** Pico-USD per million of what is not counted in tokens; absent or null: not known, so such a call is unpriced. */
  readonly searchUnit?: bigint | null;
  readonly outputImage?: bigint | null;
  readonly inputCharacter?: bigint | null;
  readonly inputAudioSecond?: bigint | null;
}
