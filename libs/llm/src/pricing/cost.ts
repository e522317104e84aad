import { divideHalfEven, type PicoUsd, type Usage } from '@tollgate/core';
import { type PricePeriod, type PriceSheet, type UnitPrices } from './price-sheet.js';

const UNITS_PER_PRICE = 1_000_000n;

/**
 * Cost of a call, exact to the pico-dollar: every kind of unit is charged once, at its own price or at that of the kind it
 * is a part of, and the sum is rounded once (half to even). Parts that exceed their whole are cut down to it.
 * @param at time of the call, for models whose price depends on it; without it, what was published last counts.
 */
export function costOf(usage: Usage, sheet: PriceSheet, at: Date | null = null): PicoUsd {
  const prices = unitPricesOf(usage, sheet, at);
  return (
    sheet.perRequest +
    divideHalfEven(
      inputCost(usage, prices) + outputCost(usage, prices) + piecesCost(usage, prices),
      UNITS_PER_PRICE,
    )
  );
}

/** The prices that hold for a call: those of its hour, of the tier that its input is in. */
export function unitPricesOf(usage: Usage, sheet: PriceSheet, at: Date | null): UnitPrices {
  return pricesFor(usage.inputTokens, at === null ? sheet : periodAt(sheet, at));
}

/**
 * Has everything that was used a price? Pictures, characters, seconds and searches are not a part of anything else, so
 * without a price of their own such a call's cost is unknown, unless the whole call has a flat price or is free.
 */
export function coversUsage(sheet: PriceSheet, usage: Usage): boolean {
  if (!hasPieces(usage) || sheet.source === 'free' || sheet.perRequest > 0n) return true;
  return piecesOf(usage, pricesFor(usage.inputTokens, sheet)).every(
    ([units, price]) => units === 0 || price !== null,
  );
}

/** Chats, which are most calls, have none. */
function hasPieces(usage: Usage): boolean {
  return (
    usage.searchUnits !== undefined ||
    usage.outputImages !== undefined ||
    usage.inputCharacters !== undefined ||
    usage.inputAudioSeconds !== undefined
  );
}

/** Units that are charged by the piece, and their prices. */
function piecesOf(usage: Usage, prices: UnitPrices): [number, bigint | null][] {
  return [
    [usage.searchUnits ?? 0, prices.searchUnit ?? null],
    [usage.outputImages ?? 0, prices.outputImage ?? null],
    [usage.inputCharacters ?? 0, prices.inputCharacter ?? null],
    [usage.inputAudioSeconds ?? 0, prices.inputAudioSecond ?? null],
  ];
}

/** Seconds may have a fraction, which is charged to the millisecond. */
function piecesCost(usage: Usage, prices: UnitPrices): bigint {
  if (!hasPieces(usage)) return 0n;
  let cost = 0n;
  for (const [units, price] of piecesOf(usage, prices))
    if (units > 0 && price !== null) cost += divideHalfEven(BigInt(Math.round(units * 1000)) * price, 1000n);
  return cost;
}

type Prices = Pick<PriceSheet, 'base' | 'tiers'>;

/** A tier is a cliff: once the whole input exceeds it, all units of the call take its prices. */
function pricesFor(inputTokens: number, { base, tiers }: Prices): UnitPrices {
  for (const tier of tiers) if (inputTokens > tier.aboveInputTokens) return tier.prices;
  return base;
}

function periodAt(sheet: PriceSheet, at: Date): Prices {
  const minute = at.getUTCHours() * 60 + at.getUTCMinutes();
  const holds = ({ sinceMs, daily }: PricePeriod) =>
    (sinceMs === null || at.getTime() >= sinceMs) &&
    (daily === null || (minute >= daily.fromMinute && minute < daily.toMinute));
  return sheet.periods?.findLast(holds) ?? sheet;
}

function inputCost(usage: Usage, prices: UnitPrices): bigint {
  const split = splitter(usage.inputTokens);
  const read = split(usage.cacheReadTokens) * (prices.cacheRead ?? prices.input);
  const write = split(usage.cacheWriteTokens) * (prices.cacheWrite ?? prices.input);
  const write1h =
    split(usage.cacheWrite1hTokens) * (prices.cacheWrite1h ?? prices.cacheWrite ?? prices.input);
  const audio = split(usage.inputAudioTokens) * (prices.inputAudio ?? prices.input);
  return read + write + write1h + audio + split(usage.inputTokens) * prices.input;
}

function outputCost(usage: Usage, prices: UnitPrices): bigint {
  const split = splitter(usage.outputTokens);
  const reasoning = split(usage.reasoningTokens) * (prices.reasoning ?? prices.output);
  const audio = split(usage.outputAudioTokens) * (prices.outputAudio ?? prices.output);
  const search = BigInt(usage.searchRequests) * (prices.search ?? 0n);
  return reasoning + audio + search + split(usage.outputTokens) * prices.output;
}

/** Takes parts out of a whole; the last call gets what is left. */
export function splitter(whole: number): (part: number) => bigint {
  let left = whole;
  return (part) => {
    const taken = Math.min(part, left);
    left -= taken;
    return BigInt(taken);
  };
}
