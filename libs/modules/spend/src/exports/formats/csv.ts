import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatUsd } from '@tollgate/core';
import { stringify } from 'csv-stringify/sync';
import {
  type ColumnKind,
  type ExportBatches,
  type ExportColumn,
  type ExportValue,
  secondText,
} from '../export-columns.js';

/**
 * RFC 4180, UTF-8, a header line. Money is exact decimal text, an absent value an empty field. A text that a spreadsheet
 * would run as a formula (`=`, `+`, `-`, `@` …) gets an apostrophe in front, unless texts are wanted as they are; numbers
 * stay numbers.
 */
export async function writeCsv(
  path: string,
  columns: readonly ExportColumn[],
  batches: ExportBatches,
  textsAsTheyAre = false,
): Promise<void> {
  await pipeline(Readable.from(lines(columns, batches, textsAsTheyAre)), createWriteStream(path));
}

async function* lines(
  columns: readonly ExportColumn[],
  batches: ExportBatches,
  textsAsTheyAre: boolean,
): AsyncGenerator<string> {
  const options = { ...OPTIONS, escape_formulas: !textsAsTheyAre };
  yield stringify([columns.map(({ name }) => name)], options);
  for await (const rows of batches)
    yield stringify(
      rows.map((row) => row.map((value, index) => cellOf(columns[index]?.kind, value))),
      options,
    );
}

function cellOf(kind: ColumnKind | undefined, value: ExportValue): ExportValue {
  return kind === 'second' && value instanceof Date ? secondText(value) : value;
}

const OPTIONS = {
  record_delimiter: 'windows',
  cast: {
    bigint: (amount: bigint) => formatUsd(amount),
    date: (at: Date) => at.toISOString(),
  },
} as const;
