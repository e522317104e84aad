import { ApiError } from '@tollgate/auth';
import { EXPORT_GROUPS, EXPORT_GROUPS_MAX, type ExportGroup, type ExportRequest } from '@tollgate/core';
import { type ReportChoice } from './export-order.js';

type ReportRequest = Pick<ExportRequest, 'report' | 'format' | 'group_by'>;

/** What a file is to hold, of one ordered by hand or by a schedule. @throws ApiError (400) that names the field. */
export function readReport(request: ReportRequest): ReportChoice {
  const report = request.report ?? 'grouped';
  if (report === 'focus') checkFocus(request);
  if (report === 'close') checkClose(request);
  return {
    report,
    format: report === 'close' ? 'zip' : (request.format ?? 'csv'),
    groupBy: report === 'grouped' ? groupsOf(request.group_by ?? ['team']) : [],
  };
}

/** @throws ApiError (400): a field must be what is expected. */
export function refuse(param: string, expected: string): never {
  throw new ApiError({ class: 'BadRequestError', message: `${param} must be ${expected}.`, param });
}

/** FOCUS says what the columns are, and in which currency. */
function checkFocus({ format, group_by: groups }: ReportRequest): void {
  if (format && format !== 'csv' && format !== 'parquet')
    refuse('format', 'csv or parquet for a FOCUS data set');
  if (groups && groups.length > 0) refuse('group_by', 'left out for a FOCUS data set');
}

/** The pack says what is in it. */
function checkClose({ format, group_by: groups }: ReportRequest): void {
  if (format) refuse('format', 'left out for a month-close pack, which is a zip');
  if (groups && groups.length > 0) refuse('group_by', 'left out for a month-close pack');
}

function groupsOf(names: readonly string[]): ExportGroup[] {
  const groups = names.map((name) => EXPORT_GROUPS.find((group) => group === name));
  const known = groups.filter((group) => group !== undefined);
  const fits = known.length === names.length && new Set(known).size === known.length;
  if (fits && known.length > 0 && known.length <= EXPORT_GROUPS_MAX) return known;
  return refuse('group_by', `one to ${EXPORT_GROUPS_MAX} different ones of ${EXPORT_GROUPS.join(', ')}`);
}
