import { Injectable } from '@nestjs/common';
import { type SignInUser, UserSignIn } from '@tollgate/auth';
import { type User } from '../domain/user.js';
import { UserStore } from '../store/user-store.js';
import { credentialOf, isPassword } from './passwords.js';

/** Users sign in with their password. */
@Injectable()
export class PasswordSignIn extends UserSignIn {
  constructor(private readonly store: UserStore) {
    super();
  }

  async verify(name: string, password: string): Promise<SignInUser | null> {
    const user = (await this.store.findByEmail(name)) ?? (await this.store.findById(name));
    const known = await isPassword(password, user?.passwordHash ?? null);
    return user && known ? signInUserOf(user) : null;
  }

  async current(userId: string): Promise<SignInUser | null> {
    const user = await this.store.findById(userId);
    return user && signInUserOf(user);
  }
}

function signInUserOf({ userId, userRole, passwordHash }: User): SignInUser | null {
  return passwordHash === null ? null : { userId, role: userRole, credential: credentialOf(passwordHash) };
}
