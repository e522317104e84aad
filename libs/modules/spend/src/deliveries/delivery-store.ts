import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DELIVERY_TIME_MS } from '@tollgate/delivery';
import { DataSource, type EntityManager } from 'typeorm';
import { SpendDeliveryRow } from '../rows/spend-delivery-row.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';
import { type SpendScheduleRow } from '../rows/spend-schedule-row.js';
import { retryDelayMs } from './retry-delay.js';

/** A try that takes longer has been given up by then, or its worker is dead. */
const LEASE_MS = DELIVERY_TIME_MS + 60_000;

/** Every query on deliveries. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the id of a delivery that waits for its file. */
  async insert(
    manager: EntityManager,
    schedule: Pick<SpendScheduleRow, 'id' | 'name' | 'destinationType'>,
    ordered: Pick<SpendExportRow, 'id' | 'order'>,
    now: Date,
  ): Promise<string> {
    const id = randomUUID();
    await manager.insert(SpendDeliveryRow, {
      ...{ id, scheduleId: schedule.id, scheduleName: schedule.name, exportId: ordered.id },
      ...{ destinationType: schedule.destinationType, period: ordered.order.period.label },
      ...{ status: 'waiting', attempts: 0, nextAttemptAt: now, leasedUntil: null, createdAt: now },
      ...{ finishedAt: null, location: null, error: null },
    });
    return id;
  }

  find(id: string): Promise<SpendDeliveryRow | null> {
    return this.dataSource.manager.findOneBy(SpendDeliveryRow, { id });
  }

  /** Newest first, of one schedule or of all. */
  newest(scheduleId: string | null, limit: number): Promise<SpendDeliveryRow[]> {
    return this.dataSource.manager.find(SpendDeliveryRow, {
      where: scheduleId === null ? {} : { scheduleId },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: limit,
    });
  }

  /** Takes a delivery whose file is written (or will never be) and whose time has come; null when there is none. */
  async claim(): Promise<SpendDeliveryRow | null> {
    const [rows] = await this.dataSource.query<[{ id: string }[], number]>(
      `UPDATE spend_delivery SET status = 'sending', attempts = attempts + 1,
              leased_until = now() + $1 * interval '1 millisecond'
       WHERE id = (SELECT d.id FROM spend_delivery d LEFT JOIN spend_export e ON e.id = d.export_id
                   WHERE d.status IN ('waiting', 'sending') AND d.next_attempt_at <= now()
                     AND coalesce(d.leased_until, '-infinity') < now()
                     AND coalesce(e.status, 'gone') NOT IN ('queued', 'running')
                   ORDER BY d.next_attempt_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
       RETURNING id`,
      [LEASE_MS],
    );
    return rows[0] ? this.find(rows[0].id) : null;
  }

  async delivered(id: string, location: string): Promise<void> {
    await this.end(id, { status: 'delivered', location: location.slice(0, 2_000), error: null });
  }

  async failed(id: string, error: string): Promise<void> {
    await this.end(id, { status: 'failed', error: error.slice(0, 1_000) });
  }

  /** Tries again later; has failed when it was tried often enough. */
  async tryAgain({ id, attempts }: SpendDeliveryRow, error: string): Promise<void> {
    const delay = retryDelayMs(attempts);
    if (delay === null) return this.failed(id, error);
    await this.dataSource.query(
      `UPDATE spend_delivery SET status = 'waiting', leased_until = NULL, error = $2,
              next_attempt_at = now() + $3 * interval '1 millisecond'
       WHERE id = $1 AND status = 'sending'`,
      [id, error.slice(0, 1_000), delay],
    );
  }

  /** One that has failed, or waits for its next try, is tried at once, with all its tries before it. */
  async retryNow(manager: EntityManager, id: string, now: Date): Promise<void> {
    await manager.update(
      SpendDeliveryRow,
      { id },
      { status: 'waiting', attempts: 0, nextAttemptAt: now, leasedUntil: null, finishedAt: null },
    );
  }

  /** What waits for a schedule that is removed. */
  async cancelOf(manager: EntityManager, scheduleId: string, now: Date): Promise<void> {
    await manager.update(
      SpendDeliveryRow,
      { scheduleId, status: 'waiting' },
      { status: 'canceled', finishedAt: now },
    );
  }

  private async end(id: string, changes: Partial<SpendDeliveryRow>): Promise<void> {
    await this.dataSource.manager.update(
      SpendDeliveryRow,
      { id, status: 'sending' },
      { ...changes, finishedAt: new Date(), leasedUntil: null },
    );
  }
}
