import { unreachable } from '@tollgate/core';
import { type Caller, seesEverything } from '../callers/caller.js';

/**
 * What a route asks of its caller.
 * `proxy_admin`: may change the proxy · `admin-read`: may read everything · `self-key`: any valid caller, of which the
 * use case shows everything to admins and only its own to the rest · `self-managed`: whoever may write at all; the use case
 * finds out whether it is an admin of the team, the organization or the user in question.
 */
export type Permission = 'proxy_admin' | 'admin-read' | 'self-key' | 'self-managed';

/** Does the caller's role grant the permission? */
export function permits(caller: Caller, permission: Permission): boolean {
  switch (permission) {
    case 'proxy_admin':
      return caller.role === 'proxy_admin';
    case 'admin-read':
      return seesEverything(caller);
    case 'self-key':
      return true;
    case 'self-managed':
      return caller.role === 'proxy_admin' || caller.role === 'internal_user';
    default:
      return unreachable(permission);
  }
}
