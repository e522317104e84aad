import { type RepricingStatus, type RepricingSummary } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type RepricingSelection } from '../repricing/repricing.js';

/** Calls of a period that are to be priced anew, and what came of it. */
@Entity({ name: 'spend_repricing' })
@Index('spend_repricing_created', ['createdAt', 'id'])
export class SpendRepricingRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'spend_repricing_pkey' }) id!: string;
  @Column({ type: 'text' }) status!: RepricingStatus;
  @Column({ type: 'jsonb' }) selection!: RepricingSelection;
  @Column({ type: 'text' }) reason!: string;
  @Column({ name: 'created_at', type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column({ name: 'created_by', type: 'text', nullable: true }) createdBy!: string | null;
  @Column({ name: 'approved_at', type: 'timestamptz', precision: 3, nullable: true })
  approvedAt!: Date | null;
  @Column({ name: 'approved_by', type: 'text', nullable: true }) approvedBy!: string | null;
  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  finishedAt!: Date | null;
  /** While a worker is at it; one that dies lets it pass. */
  @Column({ name: 'leased_until', type: 'timestamptz', precision: 3, nullable: true })
  leasedUntil!: Date | null;
  @Column({ type: 'smallint' }) attempts!: number;
  @Column({ type: 'jsonb', nullable: true }) preview!: RepricingSummary | null;
  @Column({ type: 'jsonb', nullable: true }) outcome!: RepricingSummary | null;
  @Column({ type: 'text', nullable: true }) error!: string | null;
}
