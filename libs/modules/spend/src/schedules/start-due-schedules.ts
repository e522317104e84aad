import { type DataSource, type EntityManager } from 'typeorm';
import { DeliveryStore } from '../deliveries/delivery-store.js';
import { ExportStore } from '../exports/export-store.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { SpendScheduleRow } from '../rows/spend-schedule-row.js';
import { EVERYTHING } from '../scope/spend-scope.js';
import { runAfter, scheduledPeriod, type ScheduledRun } from './schedule-periods.js';

/** Of one sweep. After a long pause every period that was missed gets its file, oldest first, a few at a time. */
const RUNS_MAX = 20;

/**
 * Orders the exports of schedules whose time has come, each with a delivery. Safe to run anywhere, any number of times at
 * once: a run and the step to the next one are one transaction.
 * @returns how many were ordered.
 */
export async function startDueSchedules(dataSource: DataSource, now: Date): Promise<number> {
  for (let started = 0; started < RUNS_MAX; started += 1)
    if (!(await dataSource.transaction((manager) => startOne(dataSource, manager, now)))) return started;
  return RUNS_MAX;
}

async function startOne(dataSource: DataSource, manager: EntityManager, now: Date): Promise<boolean> {
  const due = await manager
    .createQueryBuilder(SpendScheduleRow, 'schedule')
    .where('schedule.enabled AND schedule.nextRunAt <= :now', { now })
    .orderBy('schedule.nextRunAt')
    .limit(1)
    .setLock('pessimistic_write')
    .setOnLocked('skip_locked')
    .getOne();
  if (due === null) return false;
  const { id, nextFrom: from, nextTo: to } = due;
  await orderRun(dataSource, manager, due, { from, to }, now);
  const next = runAfter(due, { to });
  await manager.update(
    SpendScheduleRow,
    { id },
    { nextFrom: next.from, nextTo: next.to, nextRunAt: next.runAt },
  );
  return true;
}

/** The export of one period of a schedule, and its delivery. */
export async function orderRun(
  dataSource: DataSource,
  manager: EntityManager,
  schedule: Omit<SpendScheduleRow, 'destination'>,
  run: Pick<ScheduledRun, 'from' | 'to'>,
  now: Date,
): Promise<{ export: SpendExportRow; deliveryId: string }> {
  const period = scheduledPeriod(schedule, run);
  const order = { ...schedule.report, period, currency: null, scope: EVERYTHING };
  const by = { userId: schedule.createdBy, keyHash: schedule.createdByKey };
  const ordered = await new ExportStore(dataSource).insert(order, by, now, manager);
  const deliveryId = await new DeliveryStore(dataSource).insert(manager, schedule, ordered, now);
  return { export: ordered, deliveryId };
}
