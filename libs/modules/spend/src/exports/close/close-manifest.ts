import { formatUsd, type ExportTieOut } from '@tollgate/core';
import { type ExportOrder } from '../export-order.js';
import { type LedgerFigures } from '../tie-out.js';

/** A table of the pack, as the manifest names it. Dollars are exact decimal text. */
export interface ManifestFile {
  readonly name: string;
  readonly holds: string;
  readonly rows: number;
  readonly calls: number;
  readonly total_usd: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `manifest.json` of a month-close pack. */
export function closeManifest(
  order: ExportOrder,
  ledger: LedgerFigures,
  figures: ExportTieOut,
  files: readonly ManifestFile[],
) {
  const { label, from, to, timeZone } = order.period;
  return {
    period: { label, from, to, time_zone: timeZone },
    currency: 'USD',
    display_currency: order.currency && {
      code: order.currency.code,
      exchange_rate: order.currency.rate,
      exchange_rate_date: order.currency.rateDate,
    },
    total_usd: formatUsd(ledger.spend),
    calls: ledger.calls,
    // Their cost is in no figure of the pack: it is not known.
    unpriced_calls: ledger.unpricedCalls,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    tie_out: figures,
    files,
  };
}
