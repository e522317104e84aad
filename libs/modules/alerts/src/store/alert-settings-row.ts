import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the configuration says of alerts, kept for the worker, which reads no configuration. One row. */
@Entity({ name: 'alert_settings' })
export class AlertSettingsRow {
  /** Always 1. */
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'alert_settings_pkey' }) id!: number;
  /** Encrypted as a whole: addresses of webhooks are secrets. */
  @Column({ type: 'text' }) settings!: string;
  @Column({ name: 'updated_at', type: 'timestamptz', precision: 3 }) updatedAt!: Date;
}
