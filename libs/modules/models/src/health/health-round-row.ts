import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** When the latest round of background checks began, in whichever process: one row. */
@Entity('health_round')
@Check('health_round_single', '"id" = 1')
export class HealthRoundRow {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'health_round_pkey' }) id!: number;
  @Column({ type: 'timestamptz', precision: 3 }) begunAt!: Date;
}
