import { divideHalfEven, type PicoUsd, type Usage } from '@tollgate/core';
import { type PriceSheet, type UnitPrices } from './price-sheet.js';

const UNITS_PER_PRICE = 1_000_000n;

/**
 * Cost of a call, exact to the pico-dollar: every kind of unit is charged once, at its own price or at that of the kind it
 * is a part of, and the sum is rounded once (half to even). Parts that exceed their whole are cut down to it.
 */
export function costOf(usage: Usage, sheet: PriceSheet): PicoUsd {
  const prices = pricesFor(usage.inputTokens, sheet);
  return (
    sheet.perRequest + divideHalfEven(inputCost(usage, prices) + outputCost(usage, prices), UNITS_PER_PRICE)
  );
}

/** A tier is a cliff: once the whole input exceeds it, all units of the call take its prices. */
function pricesFor(inputTokens: number, sheet: PriceSheet): UnitPrices {
  for (const tier of sheet.tiers) if (inputTokens > tier.aboveInputTokens) return tier.prices;
  return sheet.base;
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
function splitter(whole: number): (part: number) => bigint {
  let left = whole;
  return (part) => {
    const taken = Math.min(part, left);
    left -= taken;
    return BigInt(taken);
  };
}
