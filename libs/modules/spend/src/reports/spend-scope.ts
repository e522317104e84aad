import { type Caller, seesEverything } from '@tollgate/auth';

/** Whose rows a caller may see: everyone's (null), or those of one key. */
export interface SpendScope {
  readonly keyHash: string | null;
}

/** Admins and admin viewers see all rows, a virtual key its own. */
export function scopeOf(caller: Caller): SpendScope {
  return { keyHash: seesEverything(caller) ? null : caller.keyHash };
}
