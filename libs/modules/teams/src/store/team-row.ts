import { Entity, Index, PrimaryColumn } from 'typeorm';
import { TeamColumns } from './team-columns.js';

@Entity('team')
@Index('team_organization', ['organizationId'], { where: '"organization_id" IS NOT NULL' })
export class TeamRow extends TeamColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'team_pkey' }) teamId!: string;
}
