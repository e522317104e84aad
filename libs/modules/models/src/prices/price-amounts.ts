import { CHARGED_PRICES } from '@tollgate/config';
import { type Failure, ok, parseScaled, refuse, type Result } from '@tollgate/core';

/** Prices are exact to 10^-18 USD a unit. */
const SCALE = 18;
/** A price above is a slip of the pen. */
const MAX = 1_000_000n * 10n ** BigInt(SCALE);

/**
 * Prices as somebody wrote them, numbers or texts, by the names of the configuration, as exact decimal texts. Refused when a
 * name is none that calls are charged by, or a value is no amount from 0 to a million dollars.
 */
export function readPrices(given: Readonly<Record<string, unknown>>): Result<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!CHARGED_PRICES.includes(name))
      return refuse(fault(`prices.${name.slice(0, 64)} is no price that calls are charged by.`));
    const amount = typeof value === 'number' || typeof value === 'string' ? parseScaled(value, SCALE) : null;
    if (amount === null || amount < 0n || amount > MAX)
      return refuse(fault(`prices.${name} must be USD, from 0 to a million.`));
    read[name] = decimal(amount);
  }
  return ok(read);
}

function fault(message: string): Failure {
  return { class: 'BadRequestError', message, param: 'prices' };
}

/** Without an exponent or trailing zeros: `0.0000025`. */
function decimal(scaled: bigint): string {
  const digits = scaled.toString().padStart(SCALE + 1, '0');
  const whole = digits.slice(0, -SCALE);
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
