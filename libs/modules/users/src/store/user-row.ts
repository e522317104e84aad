import { type Role } from '@tollgate/core';
import { SpenderColumns } from '@tollgate/organizations';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('user_account')
@Index('user_account_email_key', ['emailKey'], { unique: true, where: '"email_key" IS NOT NULL' })
@Index('user_account_sso_user_id', ['ssoUserId'], { unique: true, where: '"sso_user_id" IS NOT NULL' })
export class UserRow extends SpenderColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'user_account_pkey' }) userId!: string;
  @Column('text', { nullable: true }) userAlias!: string | null;
  @Column('text', { nullable: true }) userEmail!: string | null;
  /** The address in lower case: unique. */
  @Column('text', { nullable: true }) emailKey!: string | null;
  @Column('text') userRole!: Role;
  @Column('text', { nullable: true }) ssoUserId!: string | null;
  @Column('text', { nullable: true }) passwordHash!: string | null;
  @Column('text', { array: true }) allowedCacheControls!: string[];
  @Column('text', { array: true }) policies!: string[];
}
