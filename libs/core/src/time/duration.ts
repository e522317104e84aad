/**
 * LiteLLM's durations: a positive whole number and one of `s m h d w mo` (`30s`, `12h`, `30d`, `1mo`).
 * `mo` is a calendar month, the others are exact lengths.
 */
export type Duration = { unit: 'ms'; milliseconds: number } | { unit: 'months'; months: number };

const PATTERN = /^([1-9]\d{0,8})(s|m|h|d|w|mo)$/;
const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** For messages: what a duration may look like. */
export const DURATION_FORMAT = 'a number and one of s, m, h, d, w, mo, such as "30d"';

/** Reads a duration; null when it is none. */
export function parseDuration(text: string): Duration | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const count = Number(match[1]);
  const unit = match[2] as keyof typeof MILLISECONDS | 'mo';
  if (unit === 'mo') return { unit: 'months', months: count };
  return { unit: 'ms', milliseconds: count * MILLISECONDS[unit] };
}

/** The instant a duration after `from`, both UTC; a month later on a day that does not exist is that month's last day. */
export function addDuration(from: Date, duration: Duration): Date {
  if (duration.unit === 'ms') return new Date(from.getTime() + duration.milliseconds);
  const target = new Date(from);
  target.setUTCDate(1);
  target.setUTCMonth(target.getUTCMonth() + duration.months);
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return target;
}
