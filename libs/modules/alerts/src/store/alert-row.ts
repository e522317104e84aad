import { type AlertSeverity, type AlertType } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type AlertDetails } from '../domain/alert.js';

/** Something that somebody should know. Each key once. */
@Entity({ name: 'alert' })
@Index('alert_key', ['key'], { unique: true })
@Index('alert_raised', ['raisedAt', 'id'])
@Index('alert_unrouted', ['raisedAt'], { where: 'NOT "routed"' })
export class AlertRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'alert_pkey' }) id!: string;
  @Column({ type: 'text' }) type!: AlertType;
  /** What it is about and in which window. */
  @Column({ type: 'text' }) key!: string;
  @Column({ type: 'text' }) severity!: AlertSeverity;
  @Column({ type: 'text' }) title!: string;
  @Column({ type: 'text' }) text!: string;
  @Column({ type: 'jsonb' }) details!: AlertDetails;
  @Column({ name: 'raised_at', type: 'timestamptz', precision: 3 }) raisedAt!: Date;
  /** It is known whom it is sent to. */
  @Column({ type: 'boolean' }) routed!: boolean;
}
