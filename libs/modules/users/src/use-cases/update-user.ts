import { Inject, Injectable, Optional } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  ok,
  PASSWORD_LIMITS,
  type Result,
  type UpdateUserRequest,
  UTC_CALENDAR,
} from '@tollgate/core';
import {
  auditViewOf,
  badRequest,
  notAllowed,
  notFound,
  TenantChangePublisher,
} from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { userChangesOf } from '../domain/user-changes.js';
import { userConflictRefusal } from '../domain/user-refusals.js';
import { type User, type UserChanges } from '../domain/user.js';
import { hashPassword } from '../sign-in/passwords.js';
import { userConflictOf, UserStore } from '../store/user-store.js';

/** What a user may change of himself. */
const OWN_FIELDS = ['user_id', 'user_email', 'user_alias', 'password'];

/** Changes the fields a request holds, where null clears. Admins change anybody, users a few things of themselves. */
@Injectable()
export class UpdateUser {
  constructor(
    private readonly store: UserStore,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  async run(request: UpdateUserRequest, actor: Actor, now: Date): Promise<Result<User>> {
    const userId = await this.idOf(request);
    const allowed = mayChange(request, userId, actor);
    if (!allowed.ok) return allowed;
    if (userId === null) return notFound('User', request.user_id ? 'user_id' : 'user_email');
    const password = passwordFault(request.password);
    if (password) return badRequest('password', password);
    const passwordHash = request.password ? await hashPassword(request.password) : undefined;
    try {
      const result = await this.store.transaction((manager) =>
        this.change(manager, userId, request, passwordHash, actor, now),
      );
      if (result.ok) this.changes.ownersChanged('user', [userId]);
      return result;
    } catch (error) {
      const conflict = userConflictOf(error);
      if (conflict) return userConflictRefusal(conflict);
      throw error;
    }
  }

  private async change(
    manager: EntityManager,
    userId: string,
    request: UpdateUserRequest,
    passwordHash: string | undefined,
    actor: Actor,
    now: Date,
  ): Promise<Result<User>> {
    const [before] = await this.store.lock(manager, [userId]);
    if (!before) return notFound('User', 'user_id');
    const changes = userChangesOf(request, before, { now, calendar: this.calendar });
    if (!changes.ok) return changes;
    const password: UserChanges = passwordHash === undefined ? {} : { passwordHash };
    const written = { ...changes.value, ...password, updatedAt: now, updatedBy: actor.caller.userId };
    const after = { ...before, ...written };
    await this.store.update(manager, userId, written);
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: 'updated',
        objectType: 'user',
        objectId: userId,
        before: auditViewOf(before),
        after: { ...auditViewOf(after), ...(passwordHash === undefined ? {} : { password: 'changed' }) },
      },
    ]);
    return ok(after);
  }

  /** An address next to an id is a new address; alone it names the user. */
  private async idOf({ user_id: id, user_email: email }: UpdateUserRequest): Promise<string | null> {
    if (id) return id;
    return email ? ((await this.store.findByEmail(email))?.userId ?? null) : null;
  }
}

function mayChange(request: UpdateUserRequest, userId: string | null, { caller }: Actor): Result<null> {
  if (caller.role === 'proxy_admin') return ok(null);
  if (userId === null || userId !== caller.userId) return notAllowed('You may only change yourself.');
  const fields = Object.entries(request).filter(([, value]) => value !== undefined);
  const other = fields.find(([field]) => !OWN_FIELDS.includes(field));
  if (other) return notAllowed(`You may not change ${other[0]} of yourself; ask an admin.`);
  return request.password && caller.via !== 'session'
    ? notAllowed(
        'A password is changed in the dashboard, or by an admin: a key must not be enough to sign in.',
      )
    : ok(null);
}

/** What is wrong with a password; null when nothing is. */
export function passwordFault(password: string | null | undefined): string | null {
  if (password == null) return null;
  const { min, max } = PASSWORD_LIMITS;
  return password.length < min || password.length > max
    ? `password must have ${min} to ${max} characters`
    : null;
}
