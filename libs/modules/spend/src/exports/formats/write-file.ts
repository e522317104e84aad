import { type ExportFileFormat, type ExportFormat, unreachable } from '@tollgate/core';
import { type ExportBatches, type ExportColumn } from '../export-columns.js';
import { writeCsv } from './csv.js';
import { writeJsonLines } from './json-lines.js';
import { writeParquet } from './parquet.js';
import { writeXlsx } from './xlsx.js';

/**
 * Writes a table to a file while its rows are read: memory does not grow with the rows.
 * @param textsAsTheyAre for machines: CSV leaves texts alone that a spreadsheet would run as a formula.
 */
export function writeTable(
  format: ExportFormat,
  path: string,
  columns: readonly ExportColumn[],
  batches: ExportBatches,
  textsAsTheyAre = false,
): Promise<void> {
  switch (format) {
    case 'csv':
      return writeCsv(path, columns, batches, textsAsTheyAre);
    case 'jsonl':
      return writeJsonLines(path, columns, batches);
    case 'xlsx':
      return writeXlsx(path, columns, batches);
    case 'parquet':
      return writeParquet(path, columns, batches);
    default:
      return unreachable(format);
  }
}

/** How a browser is told what a file is. */
export const MEDIA_TYPES: Readonly<Record<ExportFileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  zip: 'application/zip',
};
