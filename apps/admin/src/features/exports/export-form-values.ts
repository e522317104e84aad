import { unreachable, type ExportFormat, type ExportReport, type ExportRequest } from '@tollgate/core';
import { textOrNull } from '../../shared/form/changed-fields.js';
import { type ExportsSearch } from './exports-search.js';
import { calendarPeriods, monthOf } from './export-periods.js';

/** Chosen instead of a calendar period: the days of `from` and `to`. */
export const OWN_DAYS = 'days';

/** The form's fields, called as the API calls them. '' is "not set". */
export interface ExportFormValues {
  report: ExportReport;
  /** A period of the API, or `OWN_DAYS`. */
  period: string;
  from: string;
  to: string;
  time_zone: string;
  group_by: string[];
  format: ExportFormat;
  currency: string;
  exchange_rate: string;
  exchange_rate_date: string;
}

/** What the form starts with: the view one came from, else this month by team. */
export function toExportValues({ from, to, by }: ExportsSearch, now: Date): ExportFormValues {
  const days = from !== undefined && to !== undefined;
  const month = days ? wholeMonth(from, to, now) : monthOf(now);
  return {
    report: 'grouped',
    period: month ?? OWN_DAYS,
    from: from ?? '',
    to: to ?? '',
    time_zone: 'UTC',
    group_by: [by ?? 'team'],
    format: 'xlsx',
    currency: '',
    exchange_rate: '',
    exchange_rate_date: '',
  };
}

/** The month that two days are the whole of, as far as it has gone; null when there is none. */
function wholeMonth(from: string, to: string, now: Date): string | null {
  const month = from.slice(0, 7);
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0));
  const end = last < now ? last.toISOString().slice(0, 10) : now.toISOString().slice(0, 10);
  return from === `${month}-01` && to === end ? month : null;
}

/** FOCUS has two formats, the month close one of its own. */
export function formatsOf(report: ExportReport): readonly ExportFormat[] {
  switch (report) {
    case 'grouped':
    case 'calls':
      return ['xlsx', 'csv', 'parquet', 'jsonl'];
    case 'focus':
      return ['csv', 'parquet'];
    case 'close':
      return [];
    default:
      return unreachable(report);
  }
}

/** Another report with what it can do: a format of its own, and a closed period where the books are closed. */
export function fitting(
  report: ExportReport,
  values: ExportFormValues,
  now: Date,
): Partial<ExportFormValues> {
  const formats = formatsOf(report);
  const { months, quarters, years } = calendarPeriods(now);
  const over = [...months, ...quarters, ...years].filter((each) => each.over);
  const keeps = report !== 'close' || over.some(({ value }) => value === values.period);
  return {
    report,
    format: formats.find((each) => each === values.format) ?? formats[0] ?? values.format,
    period: keeps ? values.period : (over[0]?.value ?? values.period),
  };
}

/** The body of POST /spend/exports. */
export function toExportRequest(values: ExportFormValues): ExportRequest {
  const { report, period, from, to, time_zone } = values;
  const formats = formatsOf(report);
  const span = period === OWN_DAYS ? { from, to } : { period };
  const currency = report === 'focus' ? null : textOrNull(values.currency);
  return {
    report,
    time_zone,
    ...span,
    ...(report === 'grouped' && { group_by: values.group_by }),
    ...(formats.length > 0 && {
      format: formats.find((one) => one === values.format) ?? formats[0] ?? 'csv',
    }),
    ...(currency !== null && {
      currency: currency.toUpperCase(),
      exchange_rate: textOrNull(values.exchange_rate),
      exchange_rate_date: textOrNull(values.exchange_rate_date),
    }),
  };
}
