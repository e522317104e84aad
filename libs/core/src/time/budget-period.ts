import { instantOf, type WallTime, wallTimeAt } from './time-zone.js';

/** How long a budget lasts until its spend counts from zero again, as `budget_duration` names it. */
export interface BudgetPeriod {
  readonly unit: 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month';
  readonly count: number;
}

/** Whose midnights and weeks a budget follows. */
export interface BudgetCalendar {
  /** IANA name. */
  readonly timeZone: string;
  /** 1 Monday … 7 Sunday. */
  readonly weekStartsOn: number;
}

/** From `start` (inclusive) to `end`, the next reset. */
export interface BudgetWindow {
  readonly start: Date;
  readonly end: Date;
}

export const UTC_CALENDAR: BudgetCalendar = { timeZone: 'UTC', weekStartsOn: 1 };

const PATTERN = /^([1-9]\d{0,8})(s|m|h|d|w|mo)$/;
const UNITS = { s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month' } as const;
/** So many of a unit are one of the next: `24h` is `1d`, and `7d` is `1w`. */
const LARGER = {
  second: { of: 60, unit: 'minute' },
  minute: { of: 60, unit: 'hour' },
  hour: { of: 24, unit: 'day' },
  day: { of: 7, unit: 'week' },
} as const;
/** A longer period is a mistake. */
const YEARS_MAX = 10;
const DAYS_MAX = { second: 1 / 86_400, minute: 1 / 1_440, hour: 1 / 24, day: 1, week: 7, month: 30 };

/** Reads a `budget_duration`: `30s` … `1mo`; null when it is none, or longer than ten years. */
export function parseBudgetPeriod(text: string): BudgetPeriod | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const unit = UNITS[match[2] as keyof typeof UNITS];
  const count = Number(match[1]);
  return count * DAYS_MAX[unit] <= YEARS_MAX * 365 ? inLargestUnit({ unit, count }) : null;
}

/**
 * The window of a budget that holds an instant.
 *
 * | period | windows |
 * |---|---|
 * | `1mo` | calendar months; `Nmo`: N of them |
 * | `1w`, `7d` | weeks, from the calendar's first day of the week |
 * | `1d`, `24h` | days, 23 or 25 hours long when the clocks change |
 * | `Nd`, `Nw` | N days from a midnight on; `30d` is thirty days |
 * | `Nh`, `Nm`, `Ns` | up to 24 h, 60 m, 60 s: from the multiples of N within the day, hour, minute; the last may be shorter |
 * | longer ones | their length, from the start of the day, hour, minute of the anchor on |
 *
 * @param anchor a reset in the past, which periods without a place in the calendar go on from, however many resets were
 *   missed; null: they start with the day (hour, minute) of `at`, or the month.
 */
export function budgetWindow(
  period: BudgetPeriod,
  at: Date,
  calendar: BudgetCalendar,
  anchor: Date | null = null,
): BudgetWindow {
  const { unit, count } = period;
  const zone = calendar.timeZone;
  const from = anchor && anchor <= at ? anchor : at;
  switch (unit) {
    case 'month':
      return months(count, at, from, zone);
    case 'week': {
      if (count > 1) return days(count * 7, at, from, zone);
      const day = midnight(at, zone);
      const back = (weekday(day) - calendar.weekStartsOn + 7) % 7;
      return between({ ...day, day: day.day - back }, { ...day, day: day.day - back + 7 }, zone);
    }
    case 'day':
      return days(count, at, count === 1 ? at : from, zone);
    case 'hour':
      return count > 24 ? exact(count * HOUR_MS, at, startOfDay(from, zone)) : hours(count, at, zone);
    case 'minute':
      return count > 60
        ? exact(count * MINUTE_MS, at, startOfHour(from, zone))
        : part(count * MINUTE_MS, HOUR_MS, at, startOfHour(at, zone));
    case 'second':
      return count > 60
        ? exact(count * 1_000, at, startOfMinute(from))
        : part(count * 1_000, MINUTE_MS, at, startOfMinute(at));
  }
}

/** When a budget that is set now is reset for the first time. Durations no one can read reset at the next midnight. */
export function nextBudgetReset(duration: string, now: Date, calendar: BudgetCalendar): Date {
  return budgetWindow(parseBudgetPeriod(duration) ?? EVERY_DAY, now, calendar).end;
}

/** A budget as it is stored. */
export interface StoredBudget {
  readonly budgetDuration: string | null;
  readonly budgetResetAt: Date | null;
  /** When spend last began anew, where that is kept. */
  readonly spendSince?: Date | null;
}

/** From when on the spend of a stored budget counts, and when it begins anew (epoch milliseconds): for its LimitScope. */
export function budgetTimes(budget: StoredBudget): { spentSince: number; resetsAt: number | null } {
  const { budgetDuration, budgetResetAt, spendSince } = budget;
  const resetsAt = budgetResetAt && budgetDuration !== null ? budgetResetAt.getTime() : null;
  if (spendSince) return { spentSince: spendSince.getTime(), resetsAt };
  if (resetsAt === null || budgetDuration === null) return { spentSince: 0, resetsAt };
  const period = parseBudgetPeriod(budgetDuration) ?? EVERY_DAY;
  // What comes before the reset lies in the window that it ends; whose midnight it is matters little here.
  return { spentSince: budgetWindow(period, new Date(resetsAt - 1), UTC_CALENDAR).start.getTime(), resetsAt };
}

/** How a budget with a duration nobody can read is reset. */
export const EVERY_DAY: BudgetPeriod = { unit: 'day', count: 1 };

/** The installation's calendar (`litellm_settings.timezone`), as modules ask Nest for it. */
export const BUDGET_CALENDAR = Symbol('BudgetCalendar');

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

function inLargestUnit(period: BudgetPeriod): BudgetPeriod {
  if (period.unit === 'week' || period.unit === 'month') return period;
  const { of, unit } = LARGER[period.unit];
  if (period.count % of !== 0 || (period.unit === 'day' && period.count !== of)) return period;
  return inLargestUnit({ unit, count: period.count / of });
}

function months(count: number, at: Date, from: Date, zone: string): BudgetWindow {
  const first = { ...midnight(from, zone), day: 1 };
  const now = wallTimeAt(at, zone);
  const passed = (now.year - first.year) * 12 + now.month - first.month;
  const month = first.month + Math.floor(passed / count) * count;
  return between({ ...first, month }, { ...first, month: month + count }, zone);
}

function days(count: number, at: Date, from: Date, zone: string): BudgetWindow {
  const first = midnight(from, zone);
  const passed = Math.round((asUtcDay(midnight(at, zone)) - asUtcDay(first)) / DAY_MS);
  const day = first.day + Math.floor(passed / count) * count;
  return between({ ...first, day }, { ...first, day: day + count }, zone);
}

/** By the clock on the wall, save that one hour is always one hour, also when the clocks are put back. */
function hours(count: number, at: Date, zone: string): BudgetWindow {
  if (count === 1) return part(HOUR_MS, HOUR_MS, at, startOfHour(at, zone));
  const wall = wallTimeAt(at, zone);
  const hour = Math.floor(wall.hour / count) * count;
  const whole = { ...wall, minute: 0, second: 0 };
  return between({ ...whole, hour }, { ...whole, hour: Math.min(24, hour + count) }, zone);
}

/** Pieces of a larger unit, counted from its start; the last one ends with it. */
function part(length: number, unit: number, at: Date, unitStart: number): BudgetWindow {
  const start = Math.floor((at.getTime() - unitStart) / length) * length;
  return { start: new Date(unitStart + start), end: new Date(unitStart + Math.min(unit, start + length)) };
}

/** Windows of one length, one after the other. */
function exact(length: number, at: Date, first: number): BudgetWindow {
  const start = first + Math.floor((at.getTime() - first) / length) * length;
  return { start: new Date(start), end: new Date(start + length) };
}

function between(start: WallTime, end: WallTime, zone: string): BudgetWindow {
  return { start: instantOf(start, zone), end: instantOf(end, zone) };
}

function midnight(at: Date, zone: string): WallTime {
  return { ...wallTimeAt(at, zone), hour: 0, minute: 0, second: 0 };
}

function startOfDay(at: Date, zone: string): number {
  return instantOf(midnight(at, zone), zone).getTime();
}

function startOfHour(at: Date, zone: string): number {
  return startOfMinute(at) - wallTimeAt(at, zone).minute * MINUTE_MS;
}

function startOfMinute(at: Date): number {
  return Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
}

/** 1 Monday … 7 Sunday. */
function weekday(wall: WallTime): number {
  return new Date(asUtcDay(wall)).getUTCDay() || 7;
}

function asUtcDay({ year, month, day }: WallTime): number {
  return Date.UTC(year, month - 1, day);
}
