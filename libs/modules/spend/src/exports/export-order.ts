import { type ExportFileFormat, type ExportGroup, type ExportReport } from '@tollgate/core';
import { type SpendScope } from '../scope/spend-scope.js';

/** What a file holds. */
export interface ReportChoice {
  readonly report: ExportReport;
  /** `zip` exactly for the month-close pack. */
  readonly format: ExportFileFormat;
  readonly groupBy: readonly ExportGroup[];
}

/** What is to be written, everything decided: as it is stored beside the export, and as the worker reads it. */
export interface ExportOrder extends ReportChoice {
  readonly period: ExportPeriod;
  readonly currency: ExportCurrency | null;
  /** Whose spend: what the one who ordered it may see. */
  readonly scope: SpendScope;
}

/** From `from` (inclusive) to `to` (exclusive), ISO 8601 instants. */
export interface ExportPeriod {
  /** As people call it, and files are named: `2026-10`, `2026-10-01_2026-10-15`. */
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** IANA name of the zone whose days, weeks and months count. */
  readonly timeZone: string;
}

/** A second currency for display: amounts are kept in US dollars and converted at this rate. */
export interface ExportCurrency {
  /** ISO 4217. */
  readonly code: string;
  /** Units of the currency for one dollar, decimal text. */
  readonly rate: string;
  /** The day the rate was taken of, `YYYY-MM-DD`. */
  readonly rateDate: string;
}
