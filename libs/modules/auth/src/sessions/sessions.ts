import { Injectable } from '@nestjs/common';
import { ok, type Result, refuse } from '@tollgate/core';
import { CallerKeys } from '../callers/caller-keys.js';
import { SessionRow } from './session-row.js';
import { SessionStore } from './session-store.js';
import { hashOfSessionToken, newSessionToken } from './session-token.js';
import { SignInLimiter } from './sign-in-limiter.js';

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
  ) {}

  /** Opens a session for who knows the master key. The token goes to the cookie and is kept nowhere else. */
  async signIn(key: string, origin: SignInOrigin): Promise<Result<{ token: string; session: Session }>> {
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
    if (!this.keys.isMaster(key.trim())) {
      this.limiter.failed(address, now);
      return refuse({
        class: 'AuthenticationError',
        message: 'This is not the master key. The dashboard opens with the master key only.',
        param: 'key',
      });
    }
    const token = newSessionToken();
    const row = this.rowOf(token, origin, now);
    await this.store.deleteExpired(new Date(now));
    await this.store.insert(row);
    this.limiter.succeeded(address);
    return ok({ token, session: row });
  }

  /** The live session of a token; null when it ended, or when the master key it was opened with is no more. */
  async find(token: string): Promise<Session | null> {
    const row = await this.store.findLive(hashOfSessionToken(token), new Date());
    return row && row.keyHash === this.keys.master.hash ? row : null;
  }

  async end(token: string): Promise<void> {
    await this.store.revoke(hashOfSessionToken(token), new Date());
  }

  private rowOf(token: string, origin: SignInOrigin, now: number): SessionRow {
    const row = new SessionRow();
    row.tokenHash = hashOfSessionToken(token);
    row.userId = this.keys.master.userId ?? 'default_user_id';
    row.role = this.keys.master.role;
    row.keyHash = this.keys.master.hash;
    row.ip = origin.ip;
    row.userAgent = origin.userAgent?.replaceAll('\u0000', '').slice(0, USER_AGENT_MAX) ?? null;
    row.createdAt = new Date(now);
    row.expiresAt = new Date(now + SESSION_LIFE_MS);
    row.revokedAt = null;
    return row;
  }
}
