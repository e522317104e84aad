import { type Role } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One administrative act, as stored. Written once, in the transaction of the change itself, and never updated. */
@Entity('audit_entry')
@Index('audit_entry_at', ['at', 'id'])
@Index('audit_entry_object', ['objectType', 'objectId', 'at'])
@Index('audit_entry_user', ['userId', 'at', 'id'])
export class AuditEntryRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_entry_pkey' }) id!: string;
  @Column({ type: 'timestamptz', precision: 3 }) at!: Date;
  @Column('text') action!: string;
  @Column('text') objectType!: string;
  @Column('text') objectId!: string;
  @Column('text', { nullable: true }) userId!: string | null;
  @Column('text') role!: Role;
  /** SHA-256 of the key that acted, or that its session was opened with. */
  @Column('text') keyHash!: string;
  @Column('text') via!: string;
  /** Header `litellm-changed-by`, unverified. */
  @Column('text', { nullable: true }) changedBy!: string | null;
  @Column('text', { nullable: true }) ip!: string | null;
  @Column('text') requestId!: string;
  @Column('jsonb', { nullable: true }) before!: object | null;
  @Column('jsonb', { nullable: true }) after!: object | null;
}
