import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const time = { type: 'timestamptz', precision: 3 } as const;
const texts = { type: 'text', array: true } as const;

@Entity('access_group')
export class AccessGroupRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'access_group_pkey' }) accessGroupId!: string;
  @Column('text') @Index('access_group_name', { unique: true }) accessGroupName!: string;
  @Column('text', { nullable: true }) description!: string | null;
  @Column(texts) modelNames!: string[];
  @Column(texts) mcpServerIds!: string[];
  @Column(texts) agentIds!: string[];
  @Column(time) createdAt!: Date;
  @Column('text', { nullable: true }) createdBy!: string | null;
  @Column(time) updatedAt!: Date;
  @Column('text', { nullable: true }) updatedBy!: string | null;
}
