/**
 * Money is an integer of pico-dollars (1 USD = 10^12), never a float in between; it is rounded once, at the edge.
 * See docs/decisions/0003-money-is-integers.md.
 */
export type PicoUsd = bigint;

export const PICO_PER_USD = 1_000_000_000_000n;

const DECIMAL = /^([+-]?)(\d{0,30})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal text or a JavaScript number as an integer of `10^-scale` units, exactly; digits beyond the scale are
 * rounded half to even. A number is read by its shortest decimal form, so `0.1` is one tenth.
 * @returns null when the text is no finite decimal.
 */
export function parseScaled(value: string | number, scale: number): bigint | null {
  const match = DECIMAL.exec(String(value).trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const digits = BigInt(whole + fraction);
  const shift = scale + Number(exponent) - fraction.length;
  const magnitude =
    shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfEven(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -magnitude : magnitude;
}

/** Reads dollars (`"0.25"`, `12`, `1e-7`) as pico-dollars; null when it is no number. */
export function parseUsd(value: string | number): PicoUsd | null {
  return parseScaled(value, 12);
}

/** Quotient of two integers, rounded half to even (banker's rounding). The divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const magnitude = negative ? -dividend : dividend;
  let quotient = magnitude / divisor;
  const twice = (magnitude % divisor) * 2n;
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) quotient += 1n;
  return negative ? -quotient : quotient;
}

/** Dollars as an exact decimal text without trailing zeros: `1500000000000n` → `"1.5"`. */
export function formatUsd(pico: PicoUsd): string {
  if (pico < 0n) return `-${formatUsd(-pico)}`;
  // Digits as text: divisions of big integers are many times slower, and every reply's headers hold such amounts.
  const digits = pico.toString().padStart(13, '0');
  const point = digits.length - 12;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === 48) end -= 1;
  return end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
}

/** Dollars as a JSON number, for the edge of the API only: never calculate with it. */
export function toUsdNumber(pico: PicoUsd): number {
  return Number(formatUsd(pico));
}
