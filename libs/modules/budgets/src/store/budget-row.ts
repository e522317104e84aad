import { bigintAsNumber, picoUsdColumn } from '@tollgate/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const limit = { type: 'bigint', nullable: true, transformer: bigintAsNumber } as const;
const time = { type: 'timestamptz', precision: 3 } as const;

/** A budget, as stored. Money is pico-USD. */
@Entity('budget')
export class BudgetRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'budget_pkey' }) budgetId!: string;
  @Column({ ...picoUsdColumn, nullable: true }) maxBudget!: bigint | null;
  @Column({ ...picoUsdColumn, nullable: true }) softBudget!: bigint | null;
  @Column(limit) maxParallelRequests!: number | null;
  @Column(limit) tpmLimit!: number | null;
  @Column(limit) rpmLimit!: number | null;
  @Column('jsonb', { nullable: true }) modelMaxBudget!: object | null;
  @Column('text', { nullable: true }) budgetDuration!: string | null;
  @Column('text', { nullable: true }) budgetTimezone!: string | null;
  @Column('text', { nullable: true }) budgetWeekStart!: string | null;
  @Column({ ...time, nullable: true }) budgetResetAt!: Date | null;
  @Column({ ...time, nullable: true }) spendSince!: Date | null;
  @Column(time) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column(time) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;
}
