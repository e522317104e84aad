import { divideHalfEven, parseScaled, type PicoUsd } from '@tollgate/core';
import { type ExportCurrency } from './export-order.js';

const RATE_SCALE = 12;
const RATE_UNIT = 10n ** BigInt(RATE_SCALE);
/** Above any real rate, and small enough that a sum stays within DECIMAL(38,12). */
const RATE_MAX = 10n ** 9n * RATE_UNIT;

/** Reads a rate: a decimal text above 0 with at most twelve places. null: it is none. */
export function parseRate(text: string): bigint | null {
  if (!/^\d{1,9}(\.\d{1,12})?$/.test(text)) return null;
  const rate = parseScaled(text, RATE_SCALE);
  return rate === null || rate <= 0n || rate > RATE_MAX ? null : rate;
}

/** Dollars in another currency, in 10^-12 of its unit, rounded half to even once. */
export function convertUsd(amount: PicoUsd, currency: ExportCurrency): bigint {
  const rate = parseRate(currency.rate);
  if (rate === null) throw new Error(`The order of an export holds the rate "${currency.rate}".`);
  return divideHalfEven(amount * rate, RATE_UNIT);
}
