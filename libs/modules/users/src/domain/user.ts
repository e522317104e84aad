import { type Role } from '@tollgate/core';
import { type Spender, UNRESTRICTED_SPENDER } from '@tollgate/organizations';

/** A person, or a service that acts as one: owns keys, is a member of teams, may sign in. */
export interface User extends Spender {
  readonly userId: string;
  readonly userAlias: string | null;
  readonly userEmail: string | null;
  readonly userRole: Role;
  readonly ssoUserId: string | null;
  /** argon2id, PHC text; null: cannot sign in with a password. */
  readonly passwordHash: string | null;
  readonly allowedCacheControls: string[];
  readonly policies: string[];
}

export type UserChanges = Partial<Omit<User, 'userId' | 'spend' | 'createdAt' | 'createdBy'>>;

export const UNRESTRICTED_USER = {
  ...UNRESTRICTED_SPENDER,
  userAlias: null,
  userEmail: null,
  userRole: 'internal_user',
  ssoUserId: null,
  passwordHash: null,
  allowedCacheControls: [],
  policies: [],
} as const satisfies Partial<User>;

/** Two addresses that differ in case only are one. */
export function emailKeyOf(email: string): string {
  return email.trim().toLowerCase();
}

const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** Looks the text like an e-mail address? Whether somebody reads it there, only a mail can tell. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}
