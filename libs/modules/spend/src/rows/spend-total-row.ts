import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What a key has spent in all its life, also the master key and keys deleted since. Only the ledger writes it and
 * nothing resets it, so it ties out with the events for ever; `virtual_key.spend` is the figure budgets look at, which an
 * admin may reset.
 */
@Entity({ name: 'spend_total' })
export class SpendTotalRow {
  @PrimaryColumn({ name: 'key_hash', type: 'text', primaryKeyConstraintName: 'spend_total_pkey' })
  keyHash!: string;
  /** Pico-USD. */
  @Column({ type: 'numeric', precision: 38, scale: 0 }) spend!: string;
  @Column({ type: 'bigint' }) calls!: string;
  @Column({ name: 'unpriced_calls', type: 'bigint' }) unpricedCalls!: string;
  @Column({ name: 'last_active', type: 'timestamptz', precision: 3 }) lastActive!: Date;
}
