import { budgetWindow, type ExportCadence, instantOf, unreachable, wallTimeAt } from '@tollgate/core';
import { type ExportPeriod } from '../exports/export-order.js';
import { type ScheduleRhythm } from './schedule.js';

/** A period of a schedule, and when its file is written. */
export interface ScheduledRun {
  readonly from: Date;
  readonly to: Date;
  readonly runAt: Date;
}

/** The run of the period that holds an instant: what a schedule begins with, so that it never writes one it was not there for. */
export function runOf(rhythm: ScheduleRhythm, at: Date): ScheduledRun {
  const { start, end } = budgetWindow({ unit: unitOf(rhythm.cadence), count: 1 }, at, calendarOf(rhythm));
  const { timeZone, hour } = rhythm;
  const runAt = instantOf({ ...wallTimeAt(end, timeZone), hour, minute: 0, second: 0 }, timeZone);
  // Where clocks skip midnight the day begins later than hour 0.
  return { from: start, to: end, runAt: runAt < end ? end : runAt };
}

/** The run after a run. */
export function runAfter(rhythm: ScheduleRhythm, { to }: Pick<ScheduledRun, 'to'>): ScheduledRun {
  return runOf(rhythm, to);
}

/** The newest period that is over at an instant: what is written when somebody asks for a file now. */
export function lastPeriod(rhythm: ScheduleRhythm, now: Date): Pick<ScheduledRun, 'from' | 'to'> {
  return runOf(rhythm, new Date(runOf(rhythm, now).from.getTime() - 1));
}

/** `2026-10`, `2026-10-05`, `2026-10-05_2026-10-11`: as exports ordered by hand are called. */
export function scheduledPeriod(
  { cadence, timeZone }: ScheduleRhythm,
  { from, to }: Pick<ScheduledRun, 'from' | 'to'>,
): ExportPeriod {
  const first = dayOf(from, timeZone);
  const last = dayOf(new Date(to.getTime() - 1), timeZone);
  const label = { daily: first, weekly: `${first}_${last}`, monthly: first.slice(0, 7) }[cadence];
  return { label, from: from.toISOString(), to: to.toISOString(), timeZone };
}

function unitOf(cadence: ExportCadence): 'day' | 'week' | 'month' {
  switch (cadence) {
    case 'daily':
      return 'day';
    case 'weekly':
      return 'week';
    case 'monthly':
      return 'month';
    default:
      return unreachable(cadence);
  }
}

function calendarOf({ timeZone }: ScheduleRhythm) {
  return { timeZone, weekStartsOn: 1 };
}

function dayOf(at: Date, timeZone: string): string {
  const { year, month, day } = wallTimeAt(at, timeZone);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}
