/**
 * What a column holds. `usd`: pico-dollars as `bigint`, written as exact decimal text or DECIMAL(38,12) · `decimal`: any
 * other exact decimal, as text of at most 12 places · `count`: a whole number below 2^53 · `instant`: a Date, UTC ·
 * `second`: a Date of whole seconds, UTC, written without a fraction.
 */
export type ColumnKind = 'text' | 'count' | 'usd' | 'decimal' | 'instant' | 'second';

export interface ExportColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** May it be null in a row? Only such columns are nullable in Parquet. */
  readonly nullable: boolean;
}

export type ExportValue = string | number | bigint | Date | null;
/** Values in the order of the columns. */
export type ExportRow = readonly ExportValue[];
export type ExportBatches = AsyncIterable<readonly ExportRow[]>;

export function text(name: string): ExportColumn {
  return { name, kind: 'text', nullable: true };
}

export function count(name: string): ExportColumn {
  return { name, kind: 'count', nullable: false };
}

export function usd(name: string, nullable = false): ExportColumn {
  return { name, kind: 'usd', nullable };
}

/** `2026-10-05T00:00:00Z` */
export function secondText(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
