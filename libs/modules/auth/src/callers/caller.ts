import { type Role } from '@tollgate/core';

/** How a caller proved who it is; `schedule`: nobody called, the worker acts by the clock. */
export type CallerVia = 'master' | 'key' | 'session' | 'schedule';

/** Who calls the management API. */
export interface Caller {
  readonly role: Role;
  /** null: a key that belongs to no user. */
  readonly userId: string | null;
  /** Team of the key that was presented. */
  readonly teamId: string | null;
  /** SHA-256 (hex) of the key that was presented, or that the session was opened with. */
  readonly keyHash: string;
  readonly via: CallerVia;
}

/** The caller of one request, and where it comes from: what an audit entry says about "who". */
export interface Actor {
  readonly caller: Caller;
  /** Header `litellm-changed-by`: on whose behalf a script acts; bounded text, unverified. */
  readonly changedBy: string | null;
  /** Address of the client; null when the socket is gone. */
  readonly ip: string | null;
  readonly requestId: string;
}

/** May see everything: the proxy admin and the admin viewer. */
export function seesEverything(caller: Caller): boolean {
  return caller.role === 'proxy_admin' || caller.role === 'proxy_admin_viewer';
}
