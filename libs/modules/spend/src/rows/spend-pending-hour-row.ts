import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Outbox of the rollup: an hour whose events changed, marked in the transaction that inserted them. One row a
 * transaction and hour, never shared, so that marking waits for nobody (docs/decisions/0008).
 */
@Entity({ name: 'spend_pending_hour' })
@Index('spend_pending_hour_hour', ['hour'])
export class SpendPendingHourRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'spend_pending_hour_pkey',
  })
  id!: string;
  @Column({ type: 'timestamptz', precision: 0 }) hour!: Date;
}
