import { Line, Lines, OneOf } from '@tollgate/auth';
import {
  EXPORT_FORMATS,
  EXPORT_GROUPS,
  EXPORT_GROUPS_MAX,
  EXPORT_REPORTS,
  type ExportFormat,
  type ExportReport,
  type ExportRequest,
} from '@tollgate/core';

/** Body of POST /spend/exports. */
export class ExportRequestDto implements ExportRequest {
  @OneOf(
    EXPORT_REPORTS,
    '`grouped` (default): sums by groups; `calls`: one row a call; `focus`: FOCUS 1.2; `close`: the month-close pack.',
  )
  report?: ExportReport | null;
  @Line(16, '`2026`, `2026-Q4`, `2026-10` or `2026-10-05`, in the time zone.') period?: string | null;
  @Line(10, 'First day, YYYY-MM-DD, instead of a period.') from?: string | null;
  @Line(10, 'Last day, included.') to?: string | null;
  @Line(64, 'IANA name of a time zone; UTC unless told.') time_zone?: string | null;
  @Lines({ items: EXPORT_GROUPS_MAX, length: 32 }, `Some of ${EXPORT_GROUPS.join(', ')}; team unless told.`)
  group_by?: string[] | null;
  @OneOf(EXPORT_FORMATS, 'csv unless told.') format?: ExportFormat | null;
  @Line(3, 'ISO 4217 code of one more column, such as EUR.') currency?: string | null;
  @Line(24, 'Units of that currency for a dollar, decimal text.') exchange_rate?: string | null;
  @Line(10, 'The day of the rate, YYYY-MM-DD.') exchange_rate_date?: string | null;
}
