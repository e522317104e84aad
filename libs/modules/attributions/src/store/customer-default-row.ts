import { picoUsdColumn } from '@tollgate/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** At most one row: the budget of customers that have none of their own, as the configuration names it. */
@Entity('customer_default')
export class CustomerDefaultRow {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'customer_default_pkey' }) id!: number;
  @Column('text', { nullable: true }) budgetId!: string | null;
  @Column({ ...picoUsdColumn, nullable: true }) maxBudget!: bigint | null;
}
