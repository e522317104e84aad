import { parseScaled, unreachable } from '@tollgate/core';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import {
  type ColumnKind,
  type ExportBatches,
  type ExportColumn,
  type ExportRow,
  type ExportValue,
} from '../export-columns.js';

/** Rows of a row group: what is in memory at once. */
const ROW_GROUP_ROWS = 20_000;
const DECIMAL_SCALE = 12;

/** Snappy-compressed Parquet. Money and other decimals are DECIMAL(38,12), exact; instants are milliseconds, UTC. */
export async function writeParquet(
  path: string,
  columns: readonly ExportColumn[],
  batches: ExportBatches,
): Promise<void> {
  const schema = [{ name: 'spend', num_children: columns.length }, ...columns.map(schemaElement)];
  const writer = new ParquetWriter({ writer: fileWriter(path), schema, createdBy: 'tollgate' });
  let waiting: ExportRow[] = [];
  const flush = async () => {
    await writer.write({ columnData: columnData(columns, waiting), rowGroupSize: ROW_GROUP_ROWS });
    waiting = [];
  };
  for await (const rows of batches) {
    waiting.push(...rows);
    if (waiting.length >= ROW_GROUP_ROWS) await flush();
  }
  if (waiting.length > 0) await flush();
  await writer.finish();
}

function columnData(columns: readonly ExportColumn[], rows: readonly ExportRow[]) {
  return columns.map(({ name, kind }, index) => ({
    name,
    data: rows.map((row) => stored(kind, row[index] ?? null)),
  }));
}

function stored(kind: ColumnKind, value: ExportValue) {
  if (value === null) return undefined;
  switch (kind) {
    case 'decimal':
      return parseScaled(String(value), DECIMAL_SCALE) ?? undefined;
    case 'count':
      return BigInt(Number(value));
    case 'usd':
    case 'text':
    case 'instant':
    case 'second':
      return value;
    default:
      return unreachable(kind);
  }
}

function schemaElement({ name, kind, nullable }: ExportColumn) {
  const repetition_type = nullable ? ('OPTIONAL' as const) : ('REQUIRED' as const);
  switch (kind) {
    case 'text':
      return { name, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const, repetition_type };
    case 'count':
      return { name, type: 'INT64' as const, repetition_type };
    case 'instant':
    case 'second':
      return { name, type: 'INT64' as const, converted_type: 'TIMESTAMP_MILLIS' as const, repetition_type };
    case 'usd':
    case 'decimal':
      return {
        name,
        type: 'FIXED_LEN_BYTE_ARRAY' as const,
        type_length: 16,
        converted_type: 'DECIMAL' as const,
        precision: 38,
        scale: DECIMAL_SCALE,
        repetition_type,
      };
    default:
      return unreachable(kind);
  }
}
