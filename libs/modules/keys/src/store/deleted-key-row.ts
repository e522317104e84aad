import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { KeyColumns } from './key-columns.js';

/** A copy of a key, made when it was deleted: spend reports still name it. */
@Entity('deleted_key')
@Index('deleted_key_token', ['token'])
@Index('deleted_key_deleted_at', ['deletedAt'])
export class DeletedKeyRow extends KeyColumns {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deleted_key_pkey' }) id!: string;
  @Column('text') token!: string;
  @Column({ type: 'timestamptz', precision: 3, name: 'deleted_at' }) deletedAt!: Date;
  @Column('text', { name: 'deleted_by', nullable: true }) deletedBy!: string | null;
  @Column('text', { name: 'deleted_by_api_key' }) deletedByApiKey!: string;
  @Column('text', { name: 'litellm_changed_by', nullable: true }) litellmChangedBy!: string | null;
}
