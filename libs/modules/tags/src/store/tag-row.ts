import { BorrowerColumns } from '@tollgate/attributions';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('tag')
@Index('tag_budget', ['budgetId'], { where: '"budget_id" IS NOT NULL' })
@Index('tag_budget_reset', ['budgetResetAt'], { where: '"budget_duration" IS NOT NULL' })
export class TagRow extends BorrowerColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'tag_pkey' }) name!: string;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('jsonb', { nullable: true }) modelInfo!: object | null;
}
