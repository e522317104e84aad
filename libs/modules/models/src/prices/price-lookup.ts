import { type PriceLookup, toUsdNumber } from '@tollgate/core';
import { cataloguePrices, type PriceSheet, type UnitPrices } from '@tollgate/llm';
import { type PriceBook } from './price-book.js';

/**
 * What calls of a model are charged by at a time, leaving aside prices that the configuration gives to a single deployment:
 * an own price, else the published ones.
 */
export function lookUpPrice(book: PriceBook, provider: string, model: string, at: Date): PriceLookup {
  const sheet = book.at(provider, model, at.getTime()) ?? cataloguePrices(provider, model);
  return { provider, model, at: at.toISOString(), ...sheetView(sheet) };
}

function sheetView(sheet: PriceSheet | null): Omit<PriceLookup, 'provider' | 'model' | 'at'> {
  return {
    source: sheet?.source ?? null,
    version: sheet?.version ?? null,
    usd_per_million: sheet === null ? {} : unitsOf(sheet.base),
    usd_per_request: toUsdNumber(sheet?.perRequest ?? 0n),
    tiers: (sheet?.tiers ?? []).map(({ aboveInputTokens, prices }) => ({
      above_input_tokens: aboveInputTokens,
      usd_per_million: unitsOf(prices),
    })),
  };
}

/** A sheet's pico-USD per million are dollars per million with twelve decimals. */
function unitsOf(prices: UnitPrices): Record<string, number> {
  const known = Object.entries(prices).filter(
    (entry): entry is [string, bigint] => typeof entry[1] === 'bigint',
  );
  return Object.fromEntries(known.map(([unit, price]) => [unit, toUsdNumber(price)]));
}
