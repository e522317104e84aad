import { type Caller, seesEverything } from '@tollgate/auth';
import { type TeamWithMembers } from './team.js';

/**
 * What a caller is to a team. `admin`: may change it · `reader`: sees everything (the admin viewer) · `member`: sees the
 * team, changes nothing of it · `none`: must not even learn that it exists.
 */
export type Standing = 'admin' | 'reader' | 'member' | 'none';

/** @param organizationAdmin whether the caller is an admin of the team's organization. */
export function standingOf(
  caller: Caller,
  { team, members }: TeamWithMembers,
  organizationAdmin: boolean,
): Standing {
  if (caller.role === 'proxy_admin' || organizationAdmin) return 'admin';
  const own = members.find((member) => member.userId === caller.userId);
  if (own?.role === 'admin') return 'admin';
  if (seesEverything(caller)) return 'reader';
  return own || caller.teamId === team.teamId ? 'member' : 'none';
}
