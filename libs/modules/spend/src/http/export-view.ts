import { type ExportStatus, type ExportView, formatUsd } from '@tollgate/core';
import { type SpendExportRow } from '../rows/spend-export-row.js';

/** An export as the API shows it. */
export function exportViewOf(row: SpendExportRow): ExportView {
  const { report, format, groupBy, period, currency } = row.order;
  return {
    id: row.id,
    status: row.status as ExportStatus,
    report,
    format,
    group_by: [...groupBy],
    period: { label: period.label, from: period.from, to: period.to, time_zone: period.timeZone },
    currency: currency && {
      code: currency.code,
      exchange_rate: currency.rate,
      exchange_rate_date: currency.rateDate,
    },
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
    finished_at: row.finishedAt?.toISOString() ?? null,
    expires_at: row.expiresAt?.toISOString() ?? null,
    rows_written: Number(row.rowsWritten),
    file_name: row.fileName,
    bytes: numberOf(row.bytes),
    sha256: row.sha256,
    total_usd: row.total === null ? null : formatUsd(BigInt(row.total)),
    calls: numberOf(row.calls),
    unpriced_calls: numberOf(row.unpricedCalls),
    tie_out: row.tieOut,
    error: row.error,
  };
}

function numberOf(count: string | null): number | null {
  return count === null ? null : Number(count);
}
