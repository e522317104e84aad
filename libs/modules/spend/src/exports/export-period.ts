import { type DataSource } from 'typeorm';
import { sqlState } from '../flush/row-fault.js';
import { type ExportPeriod } from './export-order.js';

/** Two calendar days of a time zone, the second one not included, and what people call the time between. */
export interface CalendarSpan {
  readonly label: string;
  readonly first: string;
  readonly end: string;
}

const YEAR = /^\d{4}$/;
const QUARTER = /^(\d{4})-Q([1-4])$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A longer period is a typing error. */
const YEARS_MAX = 10;

/** Reads `2026`, `2026-Q4`, `2026-10` or `2026-10-05`; null for anything else. */
export function parsePeriod(text: string): CalendarSpan | null {
  const label = text.trim();
  if (YEAR.test(label)) return monthsFrom(label, Number(label), 1, 12);
  const quarter = QUARTER.exec(label);
  if (quarter) return monthsFrom(label, Number(quarter[1]), Number(quarter[2]) * 3 - 2, 3);
  const month = MONTH.exec(label);
  if (month) return monthsFrom(label, Number(month[1]), Number(month[2]), 1);
  return parseDays(label, label);
}

/** From one day to another, both included; null when one of them is none, or they are in the wrong order. */
export function parseDays(from: string, to: string): CalendarSpan | null {
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null || last === null || last < first) return null;
  if (last.getUTCFullYear() - first.getUTCFullYear() > YEARS_MAX) return null;
  const label = from === to ? from : `${from}_${to}`;
  return { label, first: from, end: isoDay(new Date(last.getTime() + 86_400_000)) };
}

/**
 * The instants at which the days of a span begin in a time zone. Asked of Postgres, whose tables of zones also say what day
 * a row belongs to; null when it knows no such zone.
 */
export async function resolvePeriod(
  dataSource: DataSource,
  span: CalendarSpan,
  timeZone: string,
): Promise<ExportPeriod | null> {
  try {
    const [row] = await dataSource.query<{ from: Date; to: Date }[]>(
      `SELECT $1::timestamp AT TIME ZONE $3 AS "from", $2::timestamp AT TIME ZONE $3 AS "to"`,
      [span.first, span.end, timeZone],
    );
    if (!row) return null;
    return { label: span.label, from: row.from.toISOString(), to: row.to.toISOString(), timeZone };
  } catch (error) {
    if (sqlState(error)?.startsWith('22')) return null;
    throw error;
  }
}

function monthsFrom(label: string, year: number, month: number, count: number): CalendarSpan | null {
  if (year < 2000 || year > 2199) return null;
  const first = new Date(Date.UTC(year, month - 1, 1));
  return { label, first: isoDay(first), end: isoDay(new Date(Date.UTC(year, month - 1 + count, 1))) };
}

/** null for days that no calendar has, such as 2026-02-30. */
function dayOf(text: string): Date | null {
  if (!DAY.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || isoDay(day) !== text) return null;
  return day.getUTCFullYear() < 2000 || day.getUTCFullYear() > 2199 ? null : day;
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
