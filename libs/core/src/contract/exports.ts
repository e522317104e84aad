/**
 * Spend exports: files for finance, written by the worker. Money in them is exact decimal text (or DECIMAL) in US dollars.
 * POST /spend/exports orders one, GET /spend/exports/{id} tells how far it is, GET /spend/exports/{id}/file hands it out.
 */

/** `grouped`: sums by the groups asked for · `calls`: one row a call · `focus`: FOCUS 1.2, a charge a row (csv, parquet) ·
 * `close`: the month-close pack of a period that is over (a zip; admins and admin viewers). */
export const EXPORT_REPORTS = ['grouped', 'calls', 'focus', 'close'] as const;
export type ExportReport = (typeof EXPORT_REPORTS)[number];

export const EXPORT_FORMATS = ['csv', 'xlsx', 'parquet', 'jsonl'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** What a file may be: a table, or the month-close pack. */
export type ExportFileFormat = ExportFormat | 'zip';

export const EXPORT_GROUPS = [
  'team',
  'user',
  'key',
  'model',
  'model_group',
  'provider',
  'tag',
  'customer',
  'organization',
  'day',
  'week',
  'month',
] as const;
export type ExportGroup = (typeof EXPORT_GROUPS)[number];

/** Groups of one export at most. */
export const EXPORT_GROUPS_MAX = 6;

export type ExportStatus = 'queued' | 'running' | 'done' | 'failed';

/** Body of POST /spend/exports. Either `period`, or `from` and `to`. */
export interface ExportRequest {
  /** Default: `grouped`. */
  report?: ExportReport | null;
  /** `2026`, `2026-Q4`, `2026-10` or `2026-10-05`, in the time zone. */
  period?: string | null;
  /** First and last day, `YYYY-MM-DD`, both included, in the time zone. */
  from?: string | null;
  to?: string | null;
  /** IANA name; default: UTC. */
  time_zone?: string | null;
  /** Default: `team`. */
  group_by?: string[] | null;
  /** Default: `csv`; left out for `close`. */
  format?: ExportFormat | null;
  /** ISO 4217 code of one more column, with its rate (units of it for a dollar, decimal text) and the date of that rate. */
  currency?: string | null;
  exchange_rate?: string | null;
  exchange_rate_date?: string | null;
}

/** Figures that must be one before a file is handed out; dollars as exact decimal text. */
export interface ExportTieOut {
  /** Sum of the stored calls of the period. */
  events_usd: string;
  /** Sum of the hourly rollup, and of the same hours' calls. Hours whose rollup is still due are left out of both. */
  rollup_usd: string;
  rollup_events_usd: string;
  /** Sum of the file's rows. */
  file_usd: string;
  /** A call with several tags is in the row of each: what the file counts more than once. 0 unless grouped by tag. */
  counted_again_usd: string;
  tied: boolean;
}

export interface ExportView {
  id: string;
  status: ExportStatus;
  report: ExportReport;
  format: ExportFileFormat;
  group_by: ExportGroup[];
  /** Instants, ISO 8601: from (inclusive) to (exclusive). */
  period: { label: string; from: string; to: string; time_zone: string };
  currency: { code: string; exchange_rate: string; exchange_rate_date: string } | null;
  created_at: string;
  created_by: string | null;
  finished_at: string | null;
  /** The file is kept until then. */
  expires_at: string | null;
  rows_written: number;
  file_name: string | null;
  bytes: number | null;
  sha256: string | null;
  total_usd: string | null;
  calls: number | null;
  /** Calls without a known price: `total_usd` does not hold them. */
  unpriced_calls: number | null;
  tie_out: ExportTieOut | null;
  error: string | null;
}
