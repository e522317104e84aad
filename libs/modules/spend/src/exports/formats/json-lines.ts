import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatUsd } from '@tollgate/core';
import {
  type ExportBatches,
  type ExportColumn,
  type ExportRow,
  type ExportValue,
  secondText,
} from '../export-columns.js';

/** One JSON object a line. Money is exact decimal text: a JSON number would be read as a float. */
export async function writeJsonLines(
  path: string,
  columns: readonly ExportColumn[],
  batches: ExportBatches,
): Promise<void> {
  await pipeline(Readable.from(lines(columns, batches)), createWriteStream(path));
}

async function* lines(columns: readonly ExportColumn[], batches: ExportBatches): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => `${lineOf(columns, row)}\n`).join('');
}

function lineOf(columns: readonly ExportColumn[], row: ExportRow): string {
  return JSON.stringify(
    Object.fromEntries(
      columns.map(({ name, kind }, index) => {
        const value = row[index] ?? null;
        return [name, kind === 'second' && value instanceof Date ? secondText(value) : plain(value)];
      }),
    ),
  );
}

function plain(value: ExportValue): ExportValue {
  return typeof value === 'bigint' ? formatUsd(value) : value;
}
