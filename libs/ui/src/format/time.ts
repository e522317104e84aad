import { parseDuration } from '@tollgate/core';

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto', style: 'short' });
const exact = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clock = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** How long ago or ahead an instant (ISO 8601) is: `just now`, `5 min. ago`, `in 3 days`. */
export function relativeTime(iso: string, now: Date = new Date()): string {
  const seconds = (Date.parse(iso) - now.getTime()) / 1_000;
  if (!Number.isFinite(seconds)) return '–';
  for (const [unit, length] of STEPS) {
    // What has passed is counted in whole units; what is ahead ("30 days" just given) is rounded.
    const units = seconds < 0 ? Math.trunc(seconds / length) : Math.round(seconds / length);
    if (Math.abs(seconds) >= length) return relative.format(units, unit);
  }
  return seconds > 5 ? 'in less than a minute' : 'just now';
}

/** An instant to the second in the reader's own time zone, which it names. */
export function exactTime(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '–' : exact.format(at);
}

/** An instant as a column of logs shows it, in the reader's time zone: `02:05:44`, with `25 Nov, ` when not today. */
export function clockTime(iso: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '–';
  return (at.toDateString() === now.toDateString() ? timeOfDay : clock).format(at);
}

/** A length of time in milliseconds: `340 ms`, `1.24 s`, `2 min 05 s`. */
export function milliseconds(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1_000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

const UNIT_NAMES = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month' } as const;

/** A duration of the API in words: `30d` → `30 days`, `1mo` → `1 month`; other text is left as it is. */
export function durationWords(duration: string): string {
  if (!parseDuration(duration)) return duration;
  const number = Number.parseInt(duration, 10);
  const unit = duration.replace(/^\d+/, '');
  const name = Object.entries(UNIT_NAMES).find(([key]) => key === unit)?.[1] ?? unit;
  return `${number} ${name}${number === 1 ? '' : 's'}`;
}

/** A UTC day, `2026-07-01` → `1 Jul`. */
export function dayLabel(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}
