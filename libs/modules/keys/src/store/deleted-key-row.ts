import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { KeyColumns } from './key-columns.js';

/** A copy of a key, made when it was deleted: spend reports still name it. */
@Entity('deleted_key')
@Index('deleted_key_token', ['token'])
@Index('deleted_key_deleted_at', ['deletedAt'])
export class DeletedKeyRow extends KeyColumns {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deleted_key_pkey' }) id!: string;
  @Column('text') token!: string;
  @Column({ type: 'timestamptz', precision: 3 }) deletedAt!: Date;
  @Column('text', { nullable: true }) deletedBy!: string | null;
  @Column('text') deletedByApiKey!: string;
  @Column('text', { nullable: true }) litellmChangedBy!: string | null;
}
