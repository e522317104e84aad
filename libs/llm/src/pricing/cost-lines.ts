import { divideHalfEven, type Usage } from '@tollgate/core';
import { splitter, unitPricesOf } from './cost.js';
import { type PriceSheet } from './price-sheet.js';

/** One kind of unit of a call: how many, at which price. */
export interface CostLine {
  /** `input`, `cacheRead` … as in a price sheet; `request` for what every call costs. */
  readonly unit: string;
  /** Whole, but for seconds of a recording. */
  readonly quantity: number;
  /** Pico-USD per million units. */
  readonly price: bigint;
  /** Millionths of a pico-USD, before anything is rounded. */
  readonly amount: bigint;
}

/**
 * How `costOf` comes to its sum: a line for every kind of unit that was used. The amounts add up to a million times the cost,
 * which is their sum rounded once.
 */
export function costLines(usage: Usage, sheet: PriceSheet, at: Date | null = null): CostLine[] {
  const prices = unitPricesOf(usage, sheet, at);
  const input = splitter(usage.inputTokens);
  const output = splitter(usage.outputTokens);
  const cacheWrite = prices.cacheWrite ?? prices.input;
  const lines = [
    line('cacheRead', input(usage.cacheReadTokens), prices.cacheRead ?? prices.input),
    line('cacheWrite', input(usage.cacheWriteTokens), cacheWrite),
    line('cacheWrite1h', input(usage.cacheWrite1hTokens), prices.cacheWrite1h ?? cacheWrite),
    line('inputAudio', input(usage.inputAudioTokens), prices.inputAudio ?? prices.input),
    line('input', input(usage.inputTokens), prices.input),
    line('reasoning', output(usage.reasoningTokens), prices.reasoning ?? prices.output),
    line('outputAudio', output(usage.outputAudioTokens), prices.outputAudio ?? prices.output),
    line('output', output(usage.outputTokens), prices.output),
    line('search', BigInt(usage.searchRequests), prices.search ?? 0n),
    line('searchUnit', BigInt(usage.searchUnits ?? 0), prices.searchUnit ?? 0n),
    line('outputImage', BigInt(usage.outputImages ?? 0), prices.outputImage ?? 0n),
    line('inputCharacter', BigInt(usage.inputCharacters ?? 0), prices.inputCharacter ?? 0n),
    secondsLine(usage.inputAudioSeconds ?? 0, prices.inputAudioSecond ?? 0n),
    line('request', sheet.perRequest === 0n ? 0n : 1n, sheet.perRequest * 1_000_000n),
  ];
  return lines.filter(({ quantity }) => quantity > 0);
}

function line(unit: string, quantity: bigint, price: bigint): CostLine {
  return { unit, quantity: Number(quantity), price, amount: quantity * price };
}

/** Charged to the millisecond. */
function secondsLine(seconds: number, price: bigint): CostLine {
  const milliseconds = BigInt(Math.round(seconds * 1_000));
  return {
    unit: 'inputAudioSecond',
    quantity: Number(milliseconds) / 1_000,
    price,
    amount: divideHalfEven(milliseconds * price, 1_000n),
  };
}
