import { randomUUID } from 'node:crypto';
import { type AlertType } from '@tollgate/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type NewAlert } from '../domain/alert.js';
import { AlertDeliveryRow } from './alert-delivery-row.js';
import { AlertRow } from './alert-row.js';

/** An alert with whom it was sent to. */
export interface AlertWithDeliveries {
  readonly alert: AlertRow;
  readonly deliveries: readonly AlertDeliveryRow[];
}

/** Where a page of the history begins: behind this alert. */
export interface AlertCursor {
  readonly raisedAt: Date;
  readonly id: string;
}

/** History is kept so long. */
const KEPT_DAYS = 90;

/** Every query on alerts, besides those of sending. */
@Injectable()
export class AlertStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Raises those whose key is new. Safe to run twice and anywhere. @returns how many were new. */
  async raise(alerts: readonly NewAlert[], now: Date): Promise<number> {
    if (alerts.length === 0) return 0;
    const rows = alerts.map((alert) => ({
      ...bounded(alert),
      id: randomUUID(),
      raisedAt: now,
      routed: false,
    }));
    const inserted = await this.dataSource.manager
      .createQueryBuilder()
      .insert()
      .into(AlertRow)
      .values(rows)
      .orIgnore()
      .returning('id')
      .execute();
    const raw: unknown = inserted.raw;
    return Array.isArray(raw) ? raw.length : 0;
  }

  async isKnown(key: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(AlertRow, { key });
  }

  /** A page of the history, newest first. */
  async page(
    type: AlertType | null,
    after: AlertCursor | null,
    limit: number,
  ): Promise<AlertWithDeliveries[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(AlertRow, 'alert')
      .orderBy('alert.raisedAt', 'DESC')
      .addOrderBy('alert.id', 'DESC')
      .limit(limit);
    if (type !== null) query.andWhere('alert.type = :type', { type });
    if (after !== null) query.andWhere('(alert.raisedAt, alert.id) < (:raisedAt, :id)', { ...after });
    const alerts = await query.getMany();
    const ids = alerts.map(({ id }) => id);
    const deliveries =
      ids.length === 0
        ? []
        : await this.dataSource.manager
            .createQueryBuilder(AlertDeliveryRow, 'delivery')
            .where('delivery.alertId IN (:...ids)', { ids })
            .orderBy('delivery.channel')
            .getMany();
    return alerts.map((alert) => ({
      alert,
      deliveries: deliveries.filter(({ alertId }) => alertId === alert.id),
    }));
  }

  /** Removes what was kept long enough. */
  async removeOld(now: Date): Promise<void> {
    const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000);
    await this.dataSource.query(
      `WITH old AS (DELETE FROM alert WHERE raised_at < $1 RETURNING id)
       DELETE FROM alert_delivery WHERE alert_id IN (SELECT id FROM old)`,
      [before],
    );
  }
}

/** Names come from people: an alias must not make a message endless. */
function bounded(alert: NewAlert): NewAlert {
  return {
    ...alert,
    key: alert.key.slice(0, 512),
    title: alert.title.slice(0, 200),
    text: alert.text.slice(0, 4_000),
  };
}
