import { type ExportDeliveryView, type ExportScheduleView } from '@tollgate/core';
import { destinationView } from '../destinations/destination.js';
import { type SpendDeliveryRow } from '../rows/spend-delivery-row.js';
import { scheduledPeriod } from './schedule-periods.js';
import { type Schedule } from './schedule-store.js';

/** A schedule as the API and the audit log show it. */
export function scheduleViewOf(schedule: Schedule): ExportScheduleView {
  const { report, format, groupBy } = schedule.report;
  const { label, from, to } = scheduledPeriod(schedule, { from: schedule.nextFrom, to: schedule.nextTo });
  return {
    ...{ id: schedule.id, name: schedule.name, cadence: schedule.cadence, time_zone: schedule.timeZone },
    ...{ hour: schedule.hour, report, format, group_by: [...groupBy] },
    destination: schedule.destination && destinationView(schedule.destination),
    enabled: schedule.enabled,
    next_period: { label, from, to },
    next_run_at: schedule.nextRunAt.toISOString(),
    created_at: schedule.createdAt.toISOString(),
    created_by: schedule.createdBy,
    updated_at: schedule.updatedAt.toISOString(),
  };
}

/** A delivery as the API shows it. */
export function deliveryViewOf(row: SpendDeliveryRow): ExportDeliveryView {
  return {
    ...{ id: row.id, schedule_id: row.scheduleId, schedule_name: row.scheduleName },
    ...{ destination_type: row.destinationType, export_id: row.exportId, period: row.period },
    ...{ status: row.status, attempts: row.attempts, created_at: row.createdAt.toISOString() },
    next_attempt_at: row.status === 'waiting' ? row.nextAttemptAt.toISOString() : null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    ...{ location: row.location, error: row.error },
  };
}
