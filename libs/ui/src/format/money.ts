/** Shown where a price is unknown; never 0, which would be a lie. */
export const UNPRICED = 'unpriced';

const formats = new Map<string, Intl.NumberFormat>();

function dollars(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = JSON.stringify(options);
  const known = formats.get(id);
  if (known) return known;
  const made = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', ...options });
  formats.set(id, made);
  return made;
}

/**
 * USD for people: cents from a dime up, up to four decimals below it, three significant digits below a cent
 * (`$12.40`, `$0.0543`, `$0.0000325`), so the cost of one call is never rounded to nothing. null is "unpriced".
 */
export function money(usd: number | null): string {
  if (usd === null) return UNPRICED;
  const size = Math.abs(usd);
  if (size === 0) return '$0.00';
  if (size < 0.01)
    return dollars({ minimumFractionDigits: 2, maximumFractionDigits: firstDigit(size) + 2 }).format(usd);
  return dollars({ minimumFractionDigits: 2, maximumFractionDigits: size < 0.1 ? 4 : 2 }).format(usd);
}

/** USD in the width of an axis or a tile: `$1.2K`, `$3.4M`; below a thousand as `money`. */
export function compactMoney(usd: number | null): string {
  if (usd === null || Math.abs(usd) < 1_000) return money(usd);
  return dollars({ notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }).format(usd);
}

/** USD to the last digit the API sends (pico-dollars), for hovers and files. */
export function exactMoney(usd: number | null): string {
  if (usd === null) return UNPRICED;
  return dollars({ minimumFractionDigits: 2, maximumFractionDigits: 12 }).format(usd);
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** USD in the exact decimal text of the API, every digit kept: `1234.5` → `$1,234.50`; other text is left as it is. */
export function decimalMoney(text: string): string {
  const [, sign = '', whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return text;
  return `${sign}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`;
}

/** A price per token as the trade quotes it: USD per million tokens, without the unit. */
export function perMillionTokens(usdPerToken: number | null): string {
  return usdPerToken === null ? UNPRICED : money(Number((usdPerToken * 1e6).toPrecision(12)));
}

/** Place of the first digit after the point that is not zero: 0.004 → 3. */
function firstDigit(size: number): number {
  return Math.min(12, Math.max(1, -Math.floor(Math.log10(size))));
}
