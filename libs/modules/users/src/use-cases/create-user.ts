import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  BUDGET_CALENDAR,
  type BudgetCalendar,
  type Failure,
  type NewUserRequest,
  ok,
  type Result,
  UTC_CALENDAR,
} from '@tollgate/core';
import {
  auditViewOf,
  badRequest,
  orRefusal,
  OrganizationStore,
  TenantChangePublisher,
  Undone,
} from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { userChangesOf } from '../domain/user-changes.js';
import { userConflictRefusal } from '../domain/user-refusals.js';
import { UNRESTRICTED_USER, type User } from '../domain/user.js';
import { userConflictOf, UserStore } from '../store/user-store.js';
import { UserJoining } from './user-joining.js';
import { UserSettings } from './user-settings.js';

/** The user that the master key acts as; nobody else may be it. */
const RESERVED_ID = 'default_user_id';

/** Makes a user with its memberships. For proxy admins, and for admins of every organization it is to be in. */
@Injectable()
export class CreateUser {
  constructor(
    private readonly store: UserStore,
    private readonly organizations: OrganizationStore,
    private readonly joining: UserJoining,
    private readonly settings: UserSettings,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
    @Optional() @Inject(BUDGET_CALENDAR) private readonly calendar: BudgetCalendar = UTC_CALENDAR,
  ) {}

  /** @param also is done in the same transaction; when it refuses, there is no user either. */
  async run<T>(
    request: NewUserRequest,
    actor: Actor,
    now: Date,
    also: (manager: EntityManager, user: User) => Promise<Result<T>>,
  ): Promise<Result<{ user: User; teams: string[]; also: T }>> {
    const user = this.userOf(request, actor, now);
    if (!user.ok) return user;
    const allowed = await this.allowed(request, user.value, actor);
    if (!allowed.ok) return allowed;
    try {
      const result = await orRefusal(
        this.store.transaction((manager) => this.insert(manager, request, user.value, actor, now, also)),
      );
      if (result.ok) {
        this.changes.ownersChanged('user', [user.value.userId]);
        if (result.value.teams.length > 0) this.changes.ownersChanged('team', result.value.teams);
      }
      return result;
    } catch (error) {
      const conflict = userConflictOf(error);
      if (conflict) return userConflictRefusal(conflict);
      throw error;
    }
  }

  private async insert<T>(
    manager: EntityManager,
    request: NewUserRequest,
    user: User,
    actor: Actor,
    now: Date,
    also: (manager: EntityManager, user: User) => Promise<Result<T>>,
  ): Promise<Result<{ user: User; teams: string[]; also: T }>> {
    await this.store.insert(manager, user);
    const teams = await this.joining.join(manager, user.userId, request, actor, now);
    const done = await also(manager, user);
    if (!done.ok) throw new Undone(done);
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: 'created',
        objectType: 'user',
        objectId: user.userId,
        before: null,
        after: { ...auditViewOf(user), teams, organizations: request.organizations ?? [] },
      },
    ]);
    return ok({ user, teams, also: done.value });
  }

  private userOf(request: NewUserRequest, { caller }: Actor, now: Date): Result<User> {
    const { defaults } = this.settings;
    const role = request.user_role ?? defaults.user_role ?? 'internal_user_viewer';
    const fields = role === 'proxy_admin' ? request : { ...defaults, ...request };
    const clock = { now, calendar: this.calendar };
    const changes = userChangesOf({ ...fields, user_role: role }, UNRESTRICTED_USER, clock);
    if (!changes.ok) return changes;
    const userId = request.user_id || randomUUID();
    if (userId === RESERVED_ID) return badRequest('user_id', `${RESERVED_ID} is the user of the master key`);
    const who = { createdAt: now, createdBy: caller.userId, updatedAt: now, updatedBy: caller.userId };
    return ok({ ...UNRESTRICTED_USER, ...changes.value, userId, ...who });
  }

  /** An organization's admin makes ordinary users, inside his organizations only. */
  private async allowed(request: NewUserRequest, user: User, { caller }: Actor): Promise<Result<null>> {
    if (caller.role === 'proxy_admin') return ok(null);
    const organizations = request.organizations ?? [];
    const admin = await Promise.all(organizations.map((id) => this.organizations.isAdmin(id, caller.userId)));
    if (admin.length === 0 || admin.includes(false)) return { ok: false, failure: NOT_ALLOWED };
    return user.userRole === 'internal_user' || user.userRole === 'internal_user_viewer'
      ? ok(null)
      : { ok: false, failure: { ...NOT_ALLOWED, param: 'user_role' } };
  }
}

const NOT_ALLOWED: Failure = {
  class: 'AuthenticationError',
  message: 'Only proxy admins may make users; admins of an organization may make ordinary ones inside it.',
  param: null,
};
