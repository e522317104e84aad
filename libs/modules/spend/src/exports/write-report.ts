import { type ExportFormat, type PicoUsd } from '@tollgate/core';
import { type ExportRow } from './export-columns.js';
import { writeTable } from './formats/write-file.js';
import { type ReportQuery } from './report-query.js';
import { type Snapshot } from './snapshot.js';

/** What a file holds, counted while it was written. */
export interface WrittenReport {
  readonly rows: number;
  readonly spend: PicoUsd;
  readonly calls: number;
}

/**
 * Writes a report to a file while it is read.
 * @param onRows told how many rows were written more.
 */
export async function writeReport(
  snapshot: Snapshot,
  report: ReportQuery,
  format: ExportFormat,
  path: string,
  onRows: (rows: number) => void,
): Promise<WrittenReport> {
  const figures = { rows: 0, spend: 0n, calls: 0 };
  async function* counted(): AsyncGenerator<ExportRow[], void, undefined> {
    for await (const batch of snapshot.batches(report)) {
      const rows = batch.map(report.toRow);
      for (const { spend, calls } of rows) {
        figures.spend += spend;
        figures.calls += calls;
      }
      figures.rows += rows.length;
      onRows(rows.length);
      yield rows.map(({ row }) => row);
    }
  }
  await writeTable(format, path, report.columns, counted(), report.textsAsTheyAre);
  return figures;
}
