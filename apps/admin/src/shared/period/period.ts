import { unreachable } from '@tollgate/core';

/** Days from the first to the last, both counted, UTC, `YYYY-MM-DD`. */
export interface DayRange {
  from: string;
  to: string;
}

export const PERIODS = ['today', '7d', '30d', '90d', 'this-month', 'last-month'] as const;
export type Period = (typeof PERIODS)[number];

export const PERIOD_LABELS: Readonly<Record<Period, string>> = {
  today: 'Today',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  'this-month': 'This month',
  'last-month': 'Last month',
};

const DAY_MS = 86_400_000;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** A day so many days later (or earlier), UTC. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));
}

/** How many days a range has. */
export function lengthInDays({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** Every day of a range, oldest first. */
export function daysOf(range: DayRange): string[] {
  return Array.from({ length: Math.max(0, lengthInDays(range)) }, (_, index) => addDays(range.from, index));
}

/** The days a period means now. Days are UTC days, as the ledger's are. */
export function rangeOf(period: Period, now: Date): DayRange {
  const today = dayOf(now);
  const year = now.getUTCFullYear();
  const month = now.getUTCMonth();
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case '7d':
      return { from: addDays(today, -6), to: today };
    case '30d':
      return { from: addDays(today, -29), to: today };
    case '90d':
      return { from: addDays(today, -89), to: today };
    case 'this-month':
      return { from: dayOf(new Date(Date.UTC(year, month, 1))), to: today };
    case 'last-month':
      return {
        from: dayOf(new Date(Date.UTC(year, month - 1, 1))),
        to: dayOf(new Date(Date.UTC(year, month, 0))),
      };
    default:
      return unreachable(period);
  }
}

/** As many days, right before. */
export function rangeBefore(range: DayRange): DayRange {
  const to = addDays(range.from, -1);
  return { from: addDays(to, 1 - lengthInDays(range)), to };
}
