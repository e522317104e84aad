import { picoUsdColumn } from '@tollgate/database';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type SoftBudgetOwnerKind } from './soft-budget-owners.js';

const time = { type: 'timestamptz', precision: 3 } as const;

/** Once in a window somebody spent as much as their soft budget. What waits to be told has no `toldAt`. */
@Entity('soft_budget_crossing')
@Index('soft_budget_crossing_once', ['ownerKind', 'ownerId', 'since', 'softBudget'], { unique: true })
@Index('soft_budget_crossing_untold', ['crossedAt'], { where: '"told_at" IS NULL' })
export class SoftBudgetCrossingRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'soft_budget_crossing_pkey' }) id!: string;
  @Column('text') ownerKind!: SoftBudgetOwnerKind;
  @Column('text') ownerId!: string;
  @Column({ type: 'text', nullable: true }) ownerName!: string | null;
  /** Beginning of the window; 1970 for spend that never began anew. */
  @Column(time) since!: Date;
  @Column(picoUsdColumn) softBudget!: bigint;
  @Column({ ...picoUsdColumn, nullable: true }) maxBudget!: bigint | null;
  /** When it was noticed. */
  @Column(picoUsdColumn) spend!: bigint;
  @Column(time) crossedAt!: Date;
  @Column({ ...time, nullable: true }) toldAt!: Date | null;
}
