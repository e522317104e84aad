import { ApiError } from '@tollgate/auth';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})?$/;
const DAY_MS = 86_400_000;
/** Longest range of a report by the day, which lists every day. */
const DAYS_MAX = 3_660;

/** Whole UTC days: from the start of `first` up to, not including, `end`. */
export interface DayRange {
  readonly first: Date;
  readonly end: Date;
}

/** Reads `YYYY-MM-DD` as the start of that UTC day. @throws ApiError (400) naming the parameter. */
export function parseDay(text: string, parameter: string): Date {
  const day = DAY.test(text) ? calendarDay(text) : null;
  if (day) return day;
  throw refused(parameter, 'a day such as 2026-07-01 (UTC)');
}

/** Reads `YYYY-MM-DD HH:MM:SS` (UTC) or ISO 8601. @throws ApiError (400) naming the parameter. */
export function parseInstant(text: string, parameter: string): Date {
  if (DAY.test(text)) return parseDay(text, parameter);
  const match = INSTANT.exec(text);
  const instant = match ? new Date(`${match[1]}T${match[2]}${match[3] ?? ''}${match[4] ?? 'Z'}`) : null;
  if (instant && !Number.isNaN(instant.getTime()) && calendarDay(match?.[1] ?? '')) return instant;
  throw refused(parameter, 'a time such as "2026-07-01 13:00:00" (UTC) or ISO 8601');
}

/** A range of days, both included. @throws ApiError (400) when it ends before it begins, or is longer than ten years. */
export function parseDayRange(startDate: string, endDate: string): DayRange {
  const first = parseDay(startDate, 'start_date');
  const end = new Date(parseDay(endDate, 'end_date').getTime() + DAY_MS);
  if (end <= first) throw refused('end_date', 'a day that is not before start_date');
  if ((end.getTime() - first.getTime()) / DAY_MS > DAYS_MAX)
    throw refused('end_date', `at most ${DAYS_MAX} days after start_date`);
  return { first, end };
}

/** The last `days` UTC days, today included. */
export function lastDays(days: number, now: Date): DayRange {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return { first: new Date(today - (days - 1) * DAY_MS), end: new Date(today + DAY_MS) };
}

/** Every day of a range as `YYYY-MM-DD`, oldest first. */
export function daysOf(range: DayRange): string[] {
  const days: string[] = [];
  for (let at = range.first.getTime(); at < range.end.getTime(); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

const DAY_NAME = new Intl.DateTimeFormat('en-US', { month: 'short', day: '2-digit', timeZone: 'UTC' });

/** `2026-07-02` as `Jul 02`. */
export function dayName(day: string): string {
  return DAY_NAME.format(new Date(`${day}T00:00:00Z`));
}

/** null for days that no calendar has, such as 2026-02-30. */
function calendarDay(text: string): Date | null {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? day : null;
}

function refused(parameter: string, expected: string): ApiError {
  return new ApiError({
    class: 'BadRequestError',
    message: `${parameter} must be ${expected}.`,
    param: parameter,
  });
}

/** The days of a report that needs both of them. @throws ApiError (400) that names the missing one */
export function requiredRange({
  start_date,
  end_date,
}: {
  start_date?: string;
  end_date?: string;
}): DayRange {
  if (start_date && end_date) return parseDayRange(start_date, end_date);
  throw new ApiError({
    class: 'BadRequestError',
    message: 'Please provide start_date and end_date, as YYYY-MM-DD.',
    param: start_date ? 'end_date' : 'start_date',
  });
}
