import { type AlertDeliveryStatus } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An alert on its way to a channel. */
@Entity({ name: 'alert_delivery' })
@Index('alert_delivery_due', ['nextAttemptAt'], { where: `"status" IN ('waiting', 'sending')` })
export class AlertDeliveryRow {
  @PrimaryColumn({ name: 'alert_id', type: 'uuid', primaryKeyConstraintName: 'alert_delivery_pkey' })
  alertId!: string;
  /** Kind and digest of the address: `slack:0a1b…`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'alert_delivery_pkey' }) channel!: string;
  /** As it may be shown. */
  @Column({ type: 'text' }) target!: string;
  @Column({ type: 'text' }) status!: AlertDeliveryStatus;
  @Column({ type: 'smallint' }) attempts!: number;
  @Column({ name: 'next_attempt_at', type: 'timestamptz', precision: 3 }) nextAttemptAt!: Date;
  @Column({ name: 'leased_until', type: 'timestamptz', precision: 3, nullable: true })
  leasedUntil!: Date | null;
  @Column({ name: 'sent_at', type: 'timestamptz', precision: 3, nullable: true }) sentAt!: Date | null;
  @Column({ type: 'text', nullable: true }) error!: string | null;
}
