import { Count, Flag, JsonMap, Line, Lines, OneOf } from '@tollgate/auth';
import {
  EXPORT_CADENCES,
  EXPORT_FORMATS,
  EXPORT_GROUPS,
  EXPORT_GROUPS_MAX,
  EXPORT_REPORTS,
  type ExportCadence,
  type ExportDestination,
  type ExportFormat,
  type ExportReport,
  type ExportScheduleRequest,
} from '@tollgate/core';

/** Body of POST /spend/schedules and PATCH /spend/schedules/{id}. */
export class ExportScheduleDto implements ExportScheduleRequest {
  @Line(128, 'What people call it.') name?: string | null;
  @OneOf(EXPORT_CADENCES, 'A file of each day, week (from Monday) or month that is over.')
  cadence?: ExportCadence | null;
  @Line(64, 'IANA name of the time zone whose days count; UTC unless told.') time_zone?: string | null;
  @Count('Hour of the day after the period, 0 to 23; 6 unless told.') hour?: number | null;
  @OneOf(EXPORT_REPORTS, 'As for an export; `close` for monthly schedules only.')
  report?: ExportReport | null;
  @Lines({ items: EXPORT_GROUPS_MAX, length: 32 }, `Some of ${EXPORT_GROUPS.join(', ')}; team unless told.`)
  group_by?: string[] | null;
  @OneOf(EXPORT_FORMATS, 'csv unless told.') format?: ExportFormat | null;
  @JsonMap(
    'Where the file goes: {"type": "s3", "bucket": …}, {"type": "webhook", "url": …} or {"type": "email", "to": […]}.',
  )
  destination?: ExportDestination | null;
  @Flag('Switched off, it writes nothing.') enabled?: boolean | null;
}
