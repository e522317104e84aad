const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const compactDigits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

/** A whole number with thousands: `1,234,567`. */
export const count = (n: number): string => whole.format(n);

/** A number in the width of an axis or a tile: `1.2M`; below ten thousand it stays exact. */
export const compactCount = (n: number): string => (Math.abs(n) < 10_000 ? count(n) : compact.format(n));

/** A share of a whole, `0.1234` → `12.3%`; a dash when there is no whole. */
export function share(part: number, total: number): string {
  if (total === 0) return '–';
  const ratio = part / total;
  return ratio > 0 && ratio < 0.001 ? '<0.1%' : percent.format(ratio);
}

/** Change against an earlier period: `+12.5%`; null when there was nothing to compare with. */
export function change(now: number, before: number): string | null {
  if (before === 0) return null;
  const ratio = (now - before) / before;
  if (ratio > 9.995) return '>+999%';
  const text = percent.format(Math.abs(ratio));
  return text === '0%' ? '0%' : `${ratio < 0 ? '−' : '+'}${text}`;
}

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** The size of a file in decimal units: `340 bytes`, `1.2 MB`. */
export function byteSize(bytes: number): string {
  if (bytes < 1_000) return `${count(bytes)} bytes`;
  const power = Math.min(BYTE_UNITS.length, Math.floor(Math.log10(bytes) / 3));
  return `${compactDigits.format(bytes / 1_000 ** power)} ${BYTE_UNITS[power - 1]}`;
}
