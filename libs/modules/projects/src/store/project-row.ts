import { SpenderColumns } from '@tollgate/organizations';
import { TeamRow } from '@tollgate/teams';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';

@Entity('project')
@Index('project_team_id', ['teamId'])
export class ProjectRow extends SpenderColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'project_pkey' }) projectId!: string;
  @Column('text', { nullable: true }) projectAlias!: string | null;
  @Column('text', { nullable: true }) description!: string | null;
  @Column('text') teamId!: string;
  @Column('text', { nullable: true }) budgetId!: string | null;
  @Column('boolean') blocked!: boolean;

  /** For the constraint only: there is no project without its team. */
  @ManyToOne(() => TeamRow)
  @JoinColumn({ name: 'team_id', foreignKeyConstraintName: 'project_team' })
  team?: TeamRow;
}
