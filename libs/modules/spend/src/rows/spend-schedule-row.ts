import { type DestinationType, type ExportCadence } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type ReportChoice } from '../exports/export-order.js';

/** Exports that are ordered by the clock, and where their files go. */
@Entity({ name: 'spend_schedule' })
@Index('spend_schedule_due', ['nextRunAt'], { where: '"enabled"' })
export class SpendScheduleRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'spend_schedule_pkey' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) cadence!: ExportCadence;
  @Column({ name: 'time_zone', type: 'text' }) timeZone!: string;
  /** 0 to 23, by the clocks of the zone. */
  @Column({ type: 'smallint' }) hour!: number;
  @Column({ type: 'jsonb' }) report!: ReportChoice;
  @Column({ name: 'destination_type', type: 'text' }) destinationType!: DestinationType;
  /** Encrypted as a whole: addresses of webhooks are secrets, too. */
  @Column({ type: 'text' }) destination!: string;
  @Column({ type: 'boolean' }) enabled!: boolean;
  /** The period of the next file: from (inclusive) to (exclusive). */
  @Column({ name: 'next_from', type: 'timestamptz', precision: 3 }) nextFrom!: Date;
  @Column({ name: 'next_to', type: 'timestamptz', precision: 3 }) nextTo!: Date;
  @Column({ name: 'next_run_at', type: 'timestamptz', precision: 3 }) nextRunAt!: Date;
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column({ name: 'created_by', type: 'text', nullable: true }) createdBy!: string | null;
  /** SHA-256 of the key it was made with, hex: its exports are of that key. */
  @Column({ name: 'created_by_key', type: 'text' }) createdByKey!: string;
  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3 }) updatedAt!: Date;
}
