import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TeamColumns } from './team-columns.js';

/** A copy of a team, made when it was deleted: spend reports still name it. */
@Entity('deleted_team')
@Index('deleted_team_team_id', ['teamId'])
export class DeletedTeamRow extends TeamColumns {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deleted_team_pkey' }) id!: string;
  @Column('text') teamId!: string;
  @Column({ type: 'timestamptz', precision: 3 }) deletedAt!: Date;
  @Column('text', { nullable: true }) deletedBy!: string | null;
  @Column('text') deletedByApiKey!: string;
  @Column('text', { nullable: true }) litellmChangedBy!: string | null;
  @Column('jsonb') members!: object[];
}
