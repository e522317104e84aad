import { type HealthStatus } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type ProbeKind } from './health-check.js';

/** What a check of a deployment found. Texts of providers are without secrets. */
@Entity('health_check')
@Index('health_check_model_at', ['modelId', 'checkedAt', 'id'])
@Index('health_check_at', ['checkedAt', 'id'])
export class HealthCheckRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'health_check_pkey' }) id!: string;
  @Column('text') modelId!: string;
  @Column('text') modelName!: string;
  @Column('text') providerModel!: string;
  @Column('text') status!: HealthStatus;
  @Column('text') probe!: ProbeKind;
  @Column('text', { nullable: true }) errorClass!: string | null;
  @Column('integer', { nullable: true }) errorStatus!: number | null;
  @Column('text', { nullable: true }) errorMessage!: string | null;
  @Column('integer') responseMs!: number;
  @Column({ type: 'timestamptz', precision: 3 }) checkedAt!: Date;
  @Column('text', { nullable: true }) checkedBy!: string | null;
}
