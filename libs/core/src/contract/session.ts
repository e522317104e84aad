import { type Role } from '../keys/key-context.js';

/** Dashboard sign-in: POST /ui/session. The session lives in an httpOnly, SameSite=Strict cookie, never in script's reach. */
export interface SignInRequest {
  /** The master key; or else `user` and `password`. */
  key?: string;
  /** Id or e-mail address of a user. */
  user?: string;
  password?: string;
}

/** GET /ui/session: who is signed in; 401 when nobody is. */
export interface SessionView {
  user_id: string;
  role: Role;
  expires_at: string;
  /** Sent back as `x-csrf-token` with every write that is authenticated by the cookie. */
  csrf_token: string;
  version: string;
}

export const SESSION_COOKIE = 'tollgate_session';
export const CSRF_HEADER = 'x-csrf-token';
