import { type DataSource, In } from 'typeorm';
import { type AlertSettings, shownTarget } from '../domain/alert-settings.js';
import { AlertDeliveryRow } from '../store/alert-delivery-row.js';
import { AlertRow } from '../store/alert-row.js';

/** A message is sent, or given up, by then; else its worker is dead. */
const LEASE_MS = 120_000;
/** After each try that failed; then it is given up. */
const RETRY_MINUTES = [1, 5, 15, 60];
/** Of one sweep; the others come with the next. */
const ROUTED_MAX = 500;
const CLAIMED_MAX = 200;

/** Every query of sending. */
export class AlertOutbox {
  constructor(private readonly dataSource: DataSource) {}

  /** Says of new alerts whom they go to. Those that nobody takes are history at once. */
  async route({ channels }: AlertSettings, now: Date): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const alerts = await manager
        .createQueryBuilder(AlertRow, 'alert')
        .where('NOT alert.routed')
        .orderBy('alert.raisedAt')
        .limit(ROUTED_MAX)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany();
      if (alerts.length === 0) return;
      const rows = alerts.flatMap(({ id, type }) =>
        channels
          .filter(({ types }) => types.includes(type))
          .map((channel) => ({
            ...{ alertId: id, channel: channel.id, target: shownTarget(channel.kind, channel.target) },
            ...{ status: 'waiting' as const, attempts: 0, nextAttemptAt: now },
            ...{ leasedUntil: null, sentAt: null, error: null },
          })),
      );
      if (rows.length > 0) await manager.insert(AlertDeliveryRow, rows);
      await manager.update(AlertRow, { id: In(alerts.map(({ id }) => id)) }, { routed: true });
    });
  }

  /** Takes what is due, with its alerts, oldest first. */
  async claim(): Promise<{ delivery: AlertDeliveryRow; alert: AlertRow }[]> {
    const [claimed] = await this.dataSource.query<[{ alert_id: string; channel: string }[], number]>(
      `UPDATE alert_delivery SET status = 'sending', attempts = attempts + 1,
              leased_until = now() + $1 * interval '1 millisecond'
       WHERE (alert_id, channel) IN (
         SELECT alert_id, channel FROM alert_delivery
         WHERE status IN ('waiting', 'sending') AND next_attempt_at <= now()
           AND coalesce(leased_until, '-infinity') < now()
         ORDER BY next_attempt_at LIMIT ${CLAIMED_MAX} FOR UPDATE SKIP LOCKED)
       RETURNING alert_id, channel`,
      [LEASE_MS],
    );
    if (claimed.length === 0) return [];
    const ids = [...new Set(claimed.map((row) => row.alert_id))];
    const { manager } = this.dataSource;
    const alerts = await manager.find(AlertRow, {
      where: { id: In(ids) },
      order: { raisedAt: 'ASC', id: 'ASC' },
    });
    const deliveries = await manager.findBy(AlertDeliveryRow, { alertId: In(ids) });
    const isClaimed = new Set(claimed.map((row) => `${row.alert_id} ${row.channel}`));
    return alerts.flatMap((alert) =>
      deliveries
        .filter(({ alertId, channel }) => alertId === alert.id && isClaimed.has(`${alertId} ${channel}`))
        .map((delivery) => ({ delivery, alert })),
    );
  }

  async sent(rows: readonly AlertDeliveryRow[], now: Date): Promise<void> {
    await this.end(rows, { status: 'sent', sentAt: now, error: null });
  }

  /** Its channel is not configured any more. */
  async cancel(rows: readonly AlertDeliveryRow[]): Promise<void> {
    await this.end(rows, { status: 'canceled' });
  }

  async failed(rows: readonly AlertDeliveryRow[], problem: string, now: Date): Promise<void> {
    for (const row of rows) {
      const minutes = RETRY_MINUTES[row.attempts - 1];
      const again = minutes !== undefined;
      await this.end([row], {
        ...{ status: again ? 'waiting' : 'failed', error: problem.slice(0, 500) },
        ...(again ? { nextAttemptAt: new Date(now.getTime() + minutes * 60_000) } : {}),
      });
    }
  }

  private async end(rows: readonly AlertDeliveryRow[], changes: Partial<AlertDeliveryRow>): Promise<void> {
    for (const { alertId, channel } of rows)
      await this.dataSource.manager.update(
        AlertDeliveryRow,
        { alertId, channel, status: 'sending' },
        { ...changes, leasedUntil: null },
      );
  }
}
