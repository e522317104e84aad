import { BorrowerColumns } from '@tollgate/attributions';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('customer')
@Index('customer_budget', ['budgetId'], { where: '"budget_id" IS NOT NULL' })
@Index('customer_budget_reset', ['budgetResetAt'], { where: '"budget_duration" IS NOT NULL' })
export class CustomerRow extends BorrowerColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'customer_pkey' }) customerId!: string;
  @Column('text', { nullable: true }) alias!: string | null;
  @Column('boolean') blocked!: boolean;
  @Column('text', { nullable: true }) allowedModelRegion!: string | null;
  @Column('text', { nullable: true }) defaultModel!: string | null;
}
