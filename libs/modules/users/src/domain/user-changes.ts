import { ok, type Result, type UserFields } from '@tollgate/core';
import {
  badRequest,
  type BudgetClock,
  given,
  spenderChangesOf,
  type SpenderState,
  withoutAbsent,
} from '@tollgate/organizations';
import { isEmail, type UserChanges } from './user.js';

/** What a request changes on a user: only what it holds, where null clears. */
export function userChangesOf(
  fields: UserFields,
  current: SpenderState,
  clock: BudgetClock,
): Result<UserChanges> {
  const shared = spenderChangesOf(fields, current, clock);
  if (!shared.ok) return shared;
  const userEmail = given(fields.user_email, (email) => email?.trim() || null);
  if (userEmail != null && !isEmail(userEmail))
    return badRequest('user_email', 'user_email must be an e-mail address');
  return ok(
    withoutAbsent({
      ...shared.value,
      userEmail,
      userAlias: given(fields.user_alias, (alias) => alias || null),
      userRole: fields.user_role ?? undefined,
      ssoUserId: given(fields.sso_user_id, (id) => id || null),
      allowedCacheControls: given(fields.allowed_cache_controls, (list) => list ?? []),
      policies: given(fields.policies, (list) => list ?? []),
    }),
  );
}
