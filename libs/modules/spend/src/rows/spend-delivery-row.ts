import { type DeliveryStatus, type DestinationType } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file of a schedule on its way, and what became of it. Stays when its schedule goes. */
@Entity({ name: 'spend_delivery' })
@Index('spend_delivery_due', ['nextAttemptAt'], { where: `"status" IN ('waiting', 'sending')` })
@Index('spend_delivery_schedule', ['scheduleId', 'createdAt', 'id'])
@Index('spend_delivery_created', ['createdAt', 'id'])
export class SpendDeliveryRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'spend_delivery_pkey' }) id!: string;
  @Column({ name: 'schedule_id', type: 'uuid' }) scheduleId!: string;
  @Column({ name: 'schedule_name', type: 'text' }) scheduleName!: string;
  @Column({ name: 'destination_type', type: 'text' }) destinationType!: DestinationType;
  @Column({ name: 'export_id', type: 'uuid' }) exportId!: string;
  /** As people call it: `2026-10`. */
  @Column({ type: 'text' }) period!: string;
  @Column({ type: 'text' }) status!: DeliveryStatus;
  @Column({ type: 'smallint' }) attempts!: number;
  @Column({ name: 'next_attempt_at', type: 'timestamptz', precision: 3 }) nextAttemptAt!: Date;
  /** While a worker is at it; one that dies lets it pass. */
  @Column({ name: 'leased_until', type: 'timestamptz', precision: 3, nullable: true })
  leasedUntil!: Date | null;
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
  @Column({ type: 'text', nullable: true }) location!: string | null;
  @Column({ type: 'text', nullable: true }) error!: string | null;
}
