import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatUsd } from '@tollgate/core';
import { stringify } from 'csv-stringify/sync';
import { type ExportBatches, type ExportColumn } from '../export-columns.js';

/**
 * RFC 4180, UTF-8, a header line. Money is exact decimal text, an absent value an empty field. A text that a spreadsheet
 * would run as a formula (`=`, `+`, `-`, `@` …) gets an apostrophe in front; numbers stay numbers.
 */
export async function writeCsv(
  path: string,
  columns: readonly ExportColumn[],
  batches: ExportBatches,
): Promise<void> {
  await pipeline(Readable.from(lines(columns, batches)), createWriteStream(path));
}

async function* lines(columns: readonly ExportColumn[], batches: ExportBatches): AsyncGenerator<string> {
  yield stringify([columns.map(({ name }) => name)], OPTIONS);
  for await (const rows of batches)
    yield stringify(
      rows.map((row) => [...row]),
      OPTIONS,
    );
}

const OPTIONS = {
  record_delimiter: 'windows',
  escape_formulas: true,
  cast: {
    bigint: (amount: bigint) => formatUsd(amount),
    date: (at: Date) => at.toISOString(),
  },
} as const;
