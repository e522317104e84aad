import { Column, Entity, PrimaryColumn } from 'typeorm';
import { SpenderColumns } from '../spender/spender-columns.js';

@Entity('organization')
export class OrganizationRow extends SpenderColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'organization_pkey' }) organizationId!: string;
  @Column('text') organizationAlias!: string;
  @Column('text') budgetId!: string;
}
