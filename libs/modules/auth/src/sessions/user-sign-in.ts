import { type Role } from '@tollgate/core';

/** A user who may sign in, as sessions need to know one. */
export interface SignInUser {
  readonly userId: string;
  readonly role: Role;
  /** Changes with the password (SHA-256 of its stored hash, hex), so that a new password ends the sessions of the old. */
  readonly credential: string;
}

/** Where sign-in looks users up; the users module is behind it. */
export abstract class UserSignIn {
  /** The user of an id or e-mail address with that password; null when there is none, in the same time. */
  abstract verify(user: string, password: string): Promise<SignInUser | null>;
  /** As the user is now; null when it is gone, or has no password any more. */
  abstract current(userId: string): Promise<SignInUser | null>;
}
