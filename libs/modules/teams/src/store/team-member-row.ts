import { type TeamRole } from '@tollgate/core';
import { MemberColumns } from '@tollgate/organizations';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { TeamRow } from './team-row.js';

@Entity('team_member')
@Index('team_member_user', ['userId'])
export class TeamMemberRow extends MemberColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'team_member_pkey' }) teamId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'team_member_pkey' }) userId!: string;
  @Column('text') role!: TeamRole;

  /** For the constraint only: a team takes its members with it. */
  @ManyToOne(() => TeamRow, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'team_id', foreignKeyConstraintName: 'team_member_team' })
  team?: TeamRow;
}
