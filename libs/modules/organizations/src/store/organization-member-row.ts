import { type OrganizationRole } from '@tollgate/core';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { MemberColumns } from '../membership/member-columns.js';
import { OrganizationRow } from './organization-row.js';

@Entity('organization_member')
@Index('organization_member_user', ['userId'])
export class OrganizationMemberRow extends MemberColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'organization_member_pkey' }) organizationId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'organization_member_pkey' }) userId!: string;
  @Column('text') role!: OrganizationRole;

  /** For the constraint only: an organization takes its members with it. */
  @ManyToOne(() => OrganizationRow, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'organization_id',
    foreignKeyConstraintName: 'organization_member_organization',
  })
  organization?: OrganizationRow;
}
