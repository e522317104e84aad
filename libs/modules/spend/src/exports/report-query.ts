import { type PicoUsd } from '@tollgate/core';
import { type ExportColumn, type ExportRow } from './export-columns.js';

/** A row of the file, with the figures of it that must add up to the whole. */
export interface CountedRow {
  readonly row: ExportRow;
  readonly spend: PicoUsd;
  readonly calls: number;
}

/** How a report is read: one query, in the order of the file, and what each of its rows becomes. */
export interface ReportQuery {
  readonly columns: readonly ExportColumn[];
  /** Read by machines that compare texts: not even a spreadsheet's formula is altered. */
  readonly textsAsTheyAre?: boolean;
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** @param values of the row, in the order of the select list. */
  readonly toRow: (values: readonly unknown[]) => CountedRow;
}
