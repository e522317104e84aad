import { type Actor } from '@tollgate/auth';

/** Who the audit log names for what happens by the clock: nobody's key. */
export const SCHEDULE: Actor = {
  caller: { role: 'proxy_admin', userId: null, teamId: null, keyHash: '', via: 'schedule' },
  changedBy: 'budget reset',
  ip: null,
  requestId: 'budget-reset',
};
