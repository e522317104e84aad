import { type ExportScheduleRequest, isTimeZone } from '@tollgate/core';
import { type ReportChoice } from '../exports/export-order.js';
import { readReport, refuse } from '../exports/read-report.js';
import { type ScheduleRhythm } from './schedule.js';

/** What a request says of a schedule, besides its destination. */
export interface ScheduleTerms extends ScheduleRhythm {
  readonly name: string;
  readonly report: ReportChoice;
  readonly enabled: boolean;
}

const DEFAULT_HOUR = 6;

/**
 * The terms of a schedule after a request.
 * @param before those it has; null: it is new, and what is left out has its default.
 * @throws ApiError (400) that names the field.
 */
export function readSchedule(request: ExportScheduleRequest, before: ScheduleTerms | null): ScheduleTerms {
  const name = request.name?.trim() || (before?.name ?? refuse('name', 'given'));
  const cadence = request.cadence ?? before?.cadence ?? refuse('cadence', 'daily, weekly or monthly');
  const timeZone = request.time_zone || (before?.timeZone ?? 'UTC');
  if (!isTimeZone(timeZone)) refuse('time_zone', 'the name of a time zone, such as Europe/Berlin');
  const hour = request.hour ?? before?.hour ?? DEFAULT_HOUR;
  if (hour > 23) refuse('hour', 'an hour of the day, 0 to 23');
  const report = reportOf(request, before);
  if (report.report === 'close' && cadence !== 'monthly') refuse('cadence', 'monthly for a month-close pack');
  return { name, cadence, timeZone, hour, report, enabled: request.enabled ?? before?.enabled ?? true };
}

/** Another report has groups and a format of its own; the same one keeps those that are not named. */
function reportOf(request: ExportScheduleRequest, before: ScheduleTerms | null): ReportChoice {
  const { report, group_by: groups, format } = request;
  if (before === null || (report && report !== before.report.report)) return readReport(request);
  const kept = before.report;
  return readReport({
    report: kept.report,
    group_by: groups ?? (kept.report === 'grouped' ? [...kept.groupBy] : null),
    format: format ?? (kept.format === 'zip' ? null : kept.format),
  });
}
