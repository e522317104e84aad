import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unreachable } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { callsReport } from './calls-report.js';
import { type ExportRow } from './export-columns.js';
import { type ExportOrder } from './export-order.js';
import { ExportStore } from './export-store.js';
import { focusReport } from './focus/focus-report.js';
import { writeTable } from './formats/write-file.js';
import { groupedReport } from './grouped-report.js';
import { type ReportQuery } from './report-query.js';
import { type Snapshot, withSnapshot } from './snapshot.js';
import { readLedger, tieOut } from './tie-out.js';
import { writeFailure } from './write-failure.js';

/** Progress is told, and the lease renewed, so often. */
const PROGRESS_MS = 2_000;

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
    const { ledger, file } = await withSnapshot(source.databaseUrl, async (snapshot) => ({
      ledger: await readLedger(snapshot, order),
      file: await writeReport(snapshot, order, path, progress),
    }));
    const tied = tieOut(ledger, file);
    if (!tied.tied)
      return await store.fail(id, 'The figures do not tie out, so the file was not published.', tied);
    await store.publish(id, path, {
      ...{ fileName: fileNameOf(order), rows: progress.rows, total: ledger.spend, calls: ledger.calls },
      ...{ unpricedCalls: ledger.unpricedCalls, tieOut: tied },
    });
  } finally {
    clearInterval(alive);
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeReport(
  snapshot: Snapshot,
  order: ExportOrder,
  path: string,
  progress: { rows: number },
): Promise<{ spend: bigint; calls: number }> {
  const report = reportOf(order);
  const figures = { spend: 0n, calls: 0 };
  async function* counted(): AsyncGenerator<ExportRow[], void, undefined> {
    for await (const batch of snapshot.batches(report)) {
      const rows = batch.map(report.toRow);
      for (const { spend, calls } of rows) {
        figures.spend += spend;
        figures.calls += calls;
      }
      progress.rows += rows.length;
      yield rows.map(({ row }) => row);
    }
  }
  await writeTable(order.format, path, report.columns, counted(), report.textsAsTheyAre);
  return figures;
}

function reportOf(order: ExportOrder): ReportQuery {
  switch (order.report) {
    case 'grouped':
      return groupedReport(order);
    case 'calls':
      return callsReport(order);
    case 'focus':
      return focusReport(order);
    default:
      return unreachable(order.report);
  }
}

/** `spend-2026-10-by-team.xlsx`, `spend-2026-10-calls.csv`, `spend-2026-10-focus.parquet` */
function fileNameOf({ report, period, groupBy, format }: ExportOrder): string {
  const what = report === 'grouped' ? `by-${groupBy.join('-')}` : report;
  return `spend-${period.label}-${what}.${format}`;
}
