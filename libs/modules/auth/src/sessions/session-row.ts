import { type Role } from '@tollgate/core';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A dashboard session as stored. The cookie's token itself is nowhere in it. */
@Entity('ui_session')
export class SessionRow {
  /** SHA-256 of the cookie's token, hex. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'ui_session_pkey' })
  tokenHash!: string;

  @Column('text')
  userId!: string;

  @Column('text')
  role!: Role;

  /** SHA-256 of the key, or of the stored password hash, that the session was opened with: a new one ends the session. */
  @Column('text')
  keyHash!: string;

  @Column('text', { nullable: true })
  ip!: string | null;

  @Column('text', { nullable: true })
  userAgent!: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  @Index('ui_session_expires_at')
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;
}
