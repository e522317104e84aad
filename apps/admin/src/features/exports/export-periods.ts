/** A calendar period as the API takes it, and as people call it. */
export interface NamedPeriod {
  value: string;
  label: string;
  /** Its last day (UTC) is before today. */
  over: boolean;
}

const MONTHS_OFFERED = 14;
const QUARTERS_OFFERED = 5;

const monthName = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2026-11` of a moment. */
export const monthOf = (at: Date): string => at.toISOString().slice(0, 7);

/** Months, quarters and years up to now, the newest first. */
export function calendarPeriods(now: Date): {
  months: NamedPeriod[];
  quarters: NamedPeriod[];
  years: NamedPeriod[];
} {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const quarter = Math.floor(month / 3);
  return {
    months: range(MONTHS_OFFERED, (ago) => {
      const first = new Date(Date.UTC(year, month - ago, 1));
      return period(monthOf(first), monthName.format(first), ago > 0);
    }),
    quarters: range(QUARTERS_OFFERED, (ago) => {
      const first = new Date(Date.UTC(year, (quarter - ago) * 3, 1));
      const number = first.getUTCMonth() / 3 + 1;
      return period(`${first.getUTCFullYear()}-Q${number}`, `Q${number} ${first.getUTCFullYear()}`, ago > 0);
    }),
    years: range(2, (ago) => period(String(year - ago), String(year - ago), ago > 0)),
  };
}

const period = (value: string, label: string, over: boolean): NamedPeriod => ({
  value,
  label: over ? label : `${label}, so far`,
  over,
});

const range = <T>(length: number, entry: (ago: number) => T): T[] =>
  Array.from({ length }, (_, ago) => entry(ago));
