import { picoUsdColumn } from '@tollgate/database';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const id = { primaryKeyConstraintName: 'budget_window_pkey' };
const time = { type: 'timestamptz', precision: 3 } as const;

/** The current window of a further budget, as stored. `spend` is also written by the ledger. */
@Entity('budget_window')
@Index('budget_window_reset', ['resetsAt'])
export class BudgetWindowRow {
  @PrimaryColumn('text', id) ownerKind!: string;
  /** Of a key: the name of its counters, which outlives its secret. */
  @PrimaryColumn('text', id) ownerId!: string;
  /** Empty: calls of every model. */
  @PrimaryColumn('text', id) model!: string;
  /** Empty: a window that never ends. */
  @PrimaryColumn('text', id) period!: string;
  @Column(time) since!: Date;
  @Column({ ...time, nullable: true }) resetsAt!: Date | null;
  @Column(picoUsdColumn) spend!: bigint;
}
