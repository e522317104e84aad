import { DIMENSIONS, MEASURES, type Dimension, type Measure } from '../../shared/activity/activity-series.js';
import { lengthInDays, PERIODS, rangeOf, type DayRange, type Period } from '../../shared/period/period.js';
import { choiceField, dayField, type RawSearch } from '../../shared/url/search-fields.js';

export const DEFAULT_PERIOD: Period = '30d';
/** Longest range of the chart, in days. */
const LONGEST = 366;

/** What of the Usage page is in the address bar. `from` and `to` are UTC days and count before `period`. */
export interface UsageSearch {
  period?: Period | undefined;
  from?: string | undefined;
  to?: string | undefined;
  by?: Dimension | undefined;
  measure?: Measure | undefined;
}

export function readUsageSearch(search: RawSearch): UsageSearch {
  return {
    period: choiceField(search, 'period', PERIODS),
    from: dayField(search, 'from'),
    to: dayField(search, 'to'),
    by: choiceField(search, 'by', DIMENSIONS),
    measure: choiceField(search, 'measure', MEASURES),
  };
}

/** The days an address means; a range that is backwards or endless counts as none. */
export function rangeOfSearch({ period, from, to }: UsageSearch, now: Date): DayRange {
  if (from !== undefined && to !== undefined) {
    const length = lengthInDays({ from, to });
    if (length >= 1 && length <= LONGEST) return { from, to };
  }
  return rangeOf(period ?? DEFAULT_PERIOD, now);
}
