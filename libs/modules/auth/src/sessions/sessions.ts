import { Injectable } from '@nestjs/common';
import { type Failure, ok, type Result, refuse } from '@tollgate/core';
import { CallerKeys } from '../callers/caller-keys.js';
import { SessionRow } from './session-row.js';
import { SessionStore } from './session-store.js';
import { hashOfSessionToken, newSessionToken } from './session-token.js';
import { SignInLimiter } from './sign-in-limiter.js';
import { type SignInUser, UserSignIn } from './user-sign-in.js';

/** How long a dashboard session lives after sign-in. */
export const SESSION_LIFE_MS = 24 * 60 * 60_000;
const USER_AGENT_MAX = 255;

/** A session as the rest of the program sees it. */
export interface Session {
  readonly userId: string;
  readonly role: SessionRow['role'];
  readonly keyHash: string;
  readonly expiresAt: Date;
}

const ADMIN_NAME = 'admin';

/** What somebody signs in with; `user` is an id or an e-mail address. */
export type SignInCredentials =
  { readonly key: string } | { readonly user: string; readonly password: string };

/** Where a sign-in comes from. */
export interface SignInOrigin {
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Opens, finds and ends dashboard sessions. */
@Injectable()
export class Sessions {
  private readonly limiter = new SignInLimiter();

  constructor(
    private readonly store: SessionStore,
    private readonly keys: CallerKeys,
    private readonly users: UserSignIn,
  ) {}

  /**
   * Opens a session for who knows the master key, or a user's password. The token goes to the cookie and is kept nowhere
   * else.
   */
  async signIn(
    credentials: SignInCredentials,
    origin: SignInOrigin,
  ): Promise<Result<{ token: string; session: Session }>> {
    const now = Date.now();
    const address = origin.ip ?? 'unknown';
    const retryAfterSeconds = this.limiter.waitSeconds(address, now);
    if (retryAfterSeconds !== null)
      return refuse({
        class: 'RateLimitError',
        message: `Too many failed sign-ins. Try again in ${retryAfterSeconds} seconds.`,
        param: null,
        retryAfterSeconds,
      });
    const user = await this.verified(credentials);
    if (!user) {
      this.limiter.failed(address, now);
      return refuse('key' in credentials ? NOT_THE_KEY : NOT_THE_PASSWORD);
    }
    const token = newSessionToken();
    const row = rowOf(user, token, origin, now);
    await this.store.deleteExpired(new Date(now));
    await this.store.insert(row);
    this.limiter.succeeded(address);
    return ok({ token, session: row });
  }

  /** The live session of a token, with the role its user has now; null when it ended, or what it was opened with did. */
  async find(token: string): Promise<Session | null> {
    const row = await this.store.findLive(hashOfSessionToken(token), new Date());
    if (!row) return null;
    if (row.keyHash === this.keys.master.hash) return row;
    const user = await this.users.current(row.userId);
    return user && user.credential === row.keyHash ? { ...row, role: user.role } : null;
  }

  private async verified(credentials: SignInCredentials): Promise<SignInUser | null> {
    if ('key' in credentials) return this.keys.isMaster(credentials.key.trim()) ? this.master() : null;
    const { user, password } = credentials;
    // The dashboard we are compatible with lets the admin in by this name, with the master key as password.
    if (user === ADMIN_NAME && this.keys.isMaster(password.trim())) return this.master();
    return this.users.verify(user, password);
  }

  private master(): SignInUser {
    const { userId, role, hash } = this.keys.master;
    return { userId: userId ?? 'default_user_id', role, credential: hash };
  }

  async end(token: string): Promise<void> {
    await this.store.revoke(hashOfSessionToken(token), new Date());
  }
}

function rowOf(user: SignInUser, token: string, origin: SignInOrigin, now: number): SessionRow {
  const row = new SessionRow();
  row.tokenHash = hashOfSessionToken(token);
  row.userId = user.userId;
  row.role = user.role;
  row.keyHash = user.credential;
  row.ip = origin.ip;
  row.userAgent = origin.userAgent?.replaceAll('\u0000', '').slice(0, USER_AGENT_MAX) ?? null;
  row.createdAt = new Date(now);
  row.expiresAt = new Date(now + SESSION_LIFE_MS);
  row.revokedAt = null;
  return row;
}

const NOT_THE_KEY: Failure = {
  class: 'AuthenticationError',
  message: 'This is not the master key.',
  param: 'key',
};
/** Does not tell whether the user exists. */
const NOT_THE_PASSWORD: Failure = {
  class: 'AuthenticationError',
  message: 'No user has this name and password.',
  param: 'password',
};
