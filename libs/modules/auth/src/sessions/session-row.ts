import { type Role } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A dashboard session as stored. The cookie's token itself is nowhere in it. */
@Entity('ui_session')
export class SessionRow {
  /** SHA-256 of the cookie's token, hex. */
  @PrimaryColumn('text', { name: 'token_hash', primaryKeyConstraintName: 'ui_session_pkey' })
  tokenHash!: string;

  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text')
  role!: Role;

  /** SHA-256 of the key the session was opened with: a new master key ends the sessions of the old one. */
  @Column('text', { name: 'key_hash' })
  keyHash!: string;

  @Column('text', { nullable: true })
  ip!: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;

  @Index('ui_session_expires_at')
  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
