import { type ExportOrder } from '../export-order.js';
import { groupedReport } from '../grouped-report.js';
import { type ReportQuery } from '../report-query.js';
import { priorPeriods } from './prior-periods.js';

/** A table of the month-close pack. */
export interface ClosePart {
  readonly file: string;
  /** What it holds, for the manifest. */
  readonly holds: string;
  /**
   * `whole`: its sum is the period's · `share`: the sums of all shares are the period's · `other`: it tells of other periods.
   */
  readonly counts: 'whole' | 'share' | 'other';
  readonly report: (order: ExportOrder) => ReportQuery;
}

/** The tables, in the order in which they are written. */
export const CLOSE_PARTS: readonly ClosePart[] = [
  {
    file: 'summary.csv',
    holds: 'all spend of the period, by provider and model',
    counts: 'whole',
    report: (order) => groupedReport({ ...order, groupBy: ['provider', 'model'] }),
  },
  {
    file: 'cost-centers.csv',
    holds: 'spend of calls that belong to a team, by organization and team',
    counts: 'share',
    report: (order) => groupedReport({ ...order, groupBy: ['organization', 'team'] }, 'team_id IS NOT NULL'),
  },
  {
    file: 'unallocated.csv',
    holds: 'spend of calls that belong to no team, by organization, user and key',
    counts: 'share',
    report: (order) =>
      groupedReport({ ...order, groupBy: ['organization', 'user', 'key'] }, 'team_id IS NULL'),
  },
  {
    file: 'adjustments.csv',
    holds: 'what has come to earlier periods since they were closed; not part of the total',
    counts: 'other',
    report: priorPeriods,
  },
];
