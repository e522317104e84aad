import { picoUsdColumn } from '@tollgate/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';

const id = { primaryKeyConstraintName: 'deployment_budget_pkey' };

/** What a deployment or a provider with a budget has cost since its window began, over all processes. */
@Entity('deployment_budget')
export class DeploymentBudgetRow {
  /** `deployment` or `provider`. */
  @PrimaryColumn('text', id) kind!: string;
  @PrimaryColumn('text', id) id!: string;
  @Column({ type: 'timestamptz', precision: 3 }) since!: Date;
  @Column(picoUsdColumn) spend!: bigint;
}
