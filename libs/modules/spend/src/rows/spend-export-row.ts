import { type ExportTieOut } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type ExportOrder } from '../exports/export-order.js';

/** An export that was ordered, how far it is, and what came out. The file is in `spend_export_chunk`. */
@Entity({ name: 'spend_export' })
@Index('spend_export_due', ['createdAt'], { where: `"status" IN ('queued', 'running')` })
@Index('spend_export_created', ['createdAt', 'id'])
export class SpendExportRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'spend_export_pkey' }) id!: string;
  /** `queued`, `running`, `done` or `failed`. */
  @Column({ type: 'text' }) status!: string;
  @Column({ type: 'jsonb' }) order!: ExportOrder;
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column({ name: 'created_by', type: 'text', nullable: true }) createdBy!: string | null;
  /** SHA-256 of the key it was ordered with, hex. */
  @Column({ name: 'created_by_key', type: 'text' }) createdByKey!: string;
  /** While a worker is at it; one that dies lets it pass. */
  @Column({ name: 'leased_until', type: 'timestamptz', precision: 3, nullable: true })
  leasedUntil!: Date | null;
  @Column({ type: 'smallint' }) attempts!: number;
  @Column({ name: 'rows_written', type: 'bigint' }) rowsWritten!: string;
  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
  @Column({ name: 'expires_at', type: 'timestamptz', precision: 3, nullable: true }) expiresAt!: Date | null;
  @Column({ name: 'file_name', type: 'text', nullable: true }) fileName!: string | null;
  @Column({ type: 'bigint', nullable: true }) bytes!: string | null;
  @Column({ type: 'text', nullable: true }) sha256!: string | null;
  /** Pico-USD. */
  @Column({ type: 'numeric', precision: 38, scale: 0, nullable: true }) total!: string | null;
  @Column({ type: 'bigint', nullable: true }) calls!: string | null;
  @Column({ name: 'unpriced_calls', type: 'bigint', nullable: true }) unpricedCalls!: string | null;
  @Column({ name: 'tie_out', type: 'jsonb', nullable: true }) tieOut!: ExportTieOut | null;
  @Column({ type: 'text', nullable: true }) error!: string | null;
}
