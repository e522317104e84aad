import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExportFileFormat, type ExportFormat, unreachable } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { callsReport } from './calls-report.js';
import { writeClosePack } from './close/close-pack.js';
import { type ExportOrder } from './export-order.js';
import { ExportStore } from './export-store.js';
import { focusReport } from './focus/focus-report.js';
import { groupedReport } from './grouped-report.js';
import { type ReportQuery } from './report-query.js';
import { type Snapshot, withSnapshot } from './snapshot.js';
import { type FileFigures, type LedgerFigures, readLedger, tieOut } from './tie-out.js';
import { writeFailure } from './write-failure.js';
import { writeReport } from './write-report.js';

/** Progress is told, and the lease renewed, so often. */
const PROGRESS_MS = 2_000;

/** Files are kept so long. */
const KEPT_DAYS = 7;
/** A pack of a closed month is asked for again when the year is audited. */
const CLOSE_KEPT_DAYS = 400;

/** Where exports are read from and kept. */
export interface ExportSource {
  readonly dataSource: DataSource;
  /** For the long reads, on a connection of their own. */
  readonly databaseUrl: string;
}

/**
 * Writes every export that waits, one after the other. Safe to run anywhere, any number of times at once: each export is
 * leased to one worker, and is taken over when that worker dies.
 * @param onFailed told of an export that could not be written, for the log.
 * @returns how many were written.
 */
export async function writeQueuedExports(
  source: ExportSource,
  onFailed: (id: string, error: unknown) => void,
): Promise<number> {
  const store = new ExportStore(source.dataSource);
  for (let written = 0; ;) {
    const claimed = await store.claim();
    if (claimed === null) return written;
    try {
      await writeOne(source, store, claimed);
      written += 1;
    } catch (error) {
      onFailed(claimed.id, error);
      await store.fail(claimed.id, writeFailure(error));
    }
  }
}

/** In a folder of its own, which goes whatever happens. */
async function writeOne(
  source: ExportSource,
  store: ExportStore,
  { id, order }: SpendExportRow,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-export-'));
  const path = join(folder, 'file');
  const alive = setInterval(() => void store.progress(id, progress.rows).catch(() => undefined), PROGRESS_MS);
  const progress = { rows: 0 };
  try {
    await rollUpPendingHours(source.dataSource);
    const onRows = (rows: number) => void (progress.rows += rows);
    const { ledger, file } = await withSnapshot(source.databaseUrl, async (snapshot) => {
      const figures = await readLedger(snapshot, order);
      return { ledger: figures, file: await write(snapshot, order, figures, { folder, path, onRows }) };
    });
    const tied = tieOut(ledger, file);
    if (!tied.tied)
      return await store.fail(id, 'The figures do not tie out, so the file was not published.', tied);
    await store.publish(id, path, {
      ...{ fileName: fileNameOf(order), rows: progress.rows, total: ledger.spend, calls: ledger.calls },
      ...{ unpricedCalls: ledger.unpricedCalls, tieOut: tied },
      keptDays: order.report === 'close' ? CLOSE_KEPT_DAYS : KEPT_DAYS,
    });
  } finally {
    clearInterval(alive);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where a file is made: `path` is the file, `folder` may hold parts of it. */
interface Workplace {
  readonly folder: string;
  readonly path: string;
  readonly onRows: (rows: number) => void;
}

async function write(
  snapshot: Snapshot,
  order: ExportOrder,
  ledger: LedgerFigures,
  place: Workplace,
): Promise<FileFigures> {
  const table = (report: ReportQuery) =>
    writeReport(snapshot, report, tableFormat(order.format), place.path, place.onRows);
  switch (order.report) {
    case 'grouped':
      return table(groupedReport(order));
    case 'calls':
      return table(callsReport(order));
    case 'focus':
      return table(focusReport(order));
    case 'close':
      return writeClosePack(snapshot, order, ledger, place);
    default:
      return unreachable(order.report);
  }
}

function tableFormat(format: ExportFileFormat): ExportFormat {
  if (format !== 'zip') return format;
  throw new Error('Only the month-close pack is an archive.');
}

/** `spend-2026-10-by-team.xlsx`, `spend-2026-10-calls.csv`, `spend-2026-10-focus.parquet`,
 * `spend-2026-10-close.zip` */
function fileNameOf({ report, period, groupBy, format }: ExportOrder): string {
  const what = report === 'grouped' ? `by-${groupBy.join('-')}` : report;
  return `spend-${period.label}-${what}.${format}`;
}
