import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatUsd, toUsdNumber } from '@tollgate/core';
import { writeXlsxStream } from 'hucre/xlsx';
import {
  type ColumnKind,
  type ExportBatches,
  type ExportColumn,
  type ExportRow,
  type ExportValue,
} from '../export-columns.js';

/**
 * One sheet (more beyond a million rows), written while rows are read. A spreadsheet keeps numbers to 15 digits, so each
 * amount stands there twice: as a number to calculate with, and exact as text in the column `…_exact`. Texts are literal
 * cells, never formulas.
 */
export async function writeXlsx(
  path: string,
  columns: readonly ExportColumn[],
  batches: ExportBatches,
): Promise<void> {
  const stream = writeXlsxStream(cells(columns, batches), {
    name: 'Spend',
    columns: columns.flatMap(sheetColumns),
    freezePane: { rows: 1 },
  });
  await pipeline(Readable.fromWeb(stream), createWriteStream(path));
}

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 24,
  count: 14,
  usd: 18,
  decimal: 14,
  instant: 24,
  second: 22,
};

function sheetColumns({ name, kind }: ExportColumn) {
  const width = WIDTHS[kind];
  if (kind !== 'usd') return [{ header: name, width, ...(kind === 'count' ? { numFmt: '#,##0' } : {}) }];
  return [
    { header: name, width, numFmt: '#,##0.000000' },
    { header: `${name}_exact`, width },
  ];
}

async function* cells(columns: readonly ExportColumn[], batches: ExportBatches) {
  for await (const rows of batches) for (const row of rows) yield rowOf(columns, row);
}

function rowOf(columns: readonly ExportColumn[], row: ExportRow): (string | number | null)[] {
  return columns.flatMap(({ kind }, index) => cellsOf(kind, row[index] ?? null));
}

function cellsOf(kind: ColumnKind, value: ExportValue): (string | number | null)[] {
  if (kind === 'usd')
    return typeof value === 'bigint' ? [toUsdNumber(value), formatUsd(value)] : [null, null];
  if (value instanceof Date) return [value.toISOString()];
  return [typeof value === 'bigint' ? value.toString() : value];
}
