import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A month whose calls were kept long enough and are gone, with what they came to. The rollup still has its hours. */
@Entity({ name: 'spend_dropped_month' })
export class SpendDroppedMonthRow {
  /** Its first day. */
  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'spend_dropped_month_pkey' }) month!: string;
  @Column({ type: 'bigint' }) calls!: string;
  /** Pico-USD. */
  @Column({ type: 'numeric', precision: 38, scale: 0 }) spend!: string;
  @Column({ name: 'dropped_at', type: 'timestamptz', precision: 3 }) droppedAt!: Date;
}
