import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor, ApiError } from '@tollgate/auth';
import { DataSource } from 'typeorm';
import { DeliveryStore } from '../deliveries/delivery-store.js';
import { exportAudit } from '../exports/export-audit.js';
import { ExportNudge } from '../exports/export-queue.js';
import { type SpendDeliveryRow } from '../rows/spend-delivery-row.js';
import { noSchedule } from './change-schedules.js';
import { lastPeriod } from './schedule-periods.js';
import { ScheduleStore } from './schedule-store.js';
import { orderRun } from './start-due-schedules.js';

/** Files of a schedule out of turn: to try a destination, or once more what did not arrive. */
@Injectable()
export class RunSchedule {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ScheduleStore,
    private readonly deliveries: DeliveryStore,
    private readonly workers: ExportNudge,
    private readonly audit: AuditStore,
  ) {}

  /** Orders the file of the newest period that is over. The schedule itself goes on as before. */
  async run(id: string, actor: Actor, now: Date): Promise<SpendDeliveryRow> {
    const deliveryId = await this.dataSource.transaction(async (manager) => {
      const schedule = (await this.store.lock(id, manager)) ?? noSchedule();
      const destinationType = schedule.destination?.type ?? 's3';
      const run = lastPeriod(schedule, now);
      const ordered = await orderRun(this.dataSource, manager, { ...schedule, destinationType }, run, now);
      await this.audit.record(manager, [exportAudit('created', ordered.export, actor, now)]);
      return ordered.deliveryId;
    });
    this.workers.nudge();
    return (await this.deliveries.find(deliveryId)) ?? noDelivery();
  }

  /** Tries a delivery that has failed, or waits for its next try, at once. */
  async retry(id: string, actor: Actor, now: Date): Promise<SpendDeliveryRow> {
    const row = (await this.deliveries.find(id)) ?? noDelivery();
    if (row.status !== 'failed' && row.status !== 'waiting')
      throw new ApiError({
        class: 'BadRequestError',
        message: `Only a delivery that has failed or waits can be tried again; this one is ${row.status}.`,
        param: 'id',
      });
    await this.dataSource.transaction(async (manager) => {
      await this.deliveries.retryNow(manager, id, now);
      const entry = {
        actor,
        at: now,
        action: 'updated',
        objectType: 'spend_delivery',
        objectId: id,
      } as const;
      await this.audit.record(manager, [
        { ...entry, before: { status: row.status }, after: { status: 'waiting', attempts: 0 } },
      ]);
    });
    return (await this.deliveries.find(id)) ?? noDelivery();
  }
}

function noDelivery(): never {
  throw new ApiError({ class: 'NotFoundError', message: 'There is no delivery with this id.', param: 'id' });
}
