import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import {
  auditViewOf,
  notFound,
  OrganizationStore,
  orRefusal,
  OwnedKeys,
  TenantChangePublisher,
  Undone,
} from '@tollgate/organizations';
import { TeamStore } from '@tollgate/teams';
import { type EntityManager } from 'typeorm';
import { UserStore } from '../store/user-store.js';

/** Deletes users with their keys, memberships and invitations. All or none; the route is for proxy admins. */
@Injectable()
export class DeleteUsers {
  constructor(
    private readonly store: UserStore,
    private readonly teams: TeamStore,
    private readonly organizations: OrganizationStore,
    private readonly keys: OwnedKeys,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
  ) {}

  /** @returns how many users are gone. */
  async run(ids: readonly string[], actor: Actor, now: Date): Promise<Result<number>> {
    const unique = [...new Set(ids)];
    const result = await orRefusal(
      this.store.transaction(async (manager) => {
        // Before the users: the order in which the ledger locks them.
        await this.deleteOwned(manager, unique, actor, now);
        const users = await this.store.lock(manager, unique, 'delete');
        if (users.length < unique.length) throw new Undone(notFound('User', 'user_ids'));
        // What was given to them until we had the lock; nothing is from now on.
        await this.deleteOwned(manager, unique, actor, now);
        await this.store.delete(manager, unique);
        await this.audit.record(
          manager,
          users.map((user) => ({
            actor,
            at: now,
            action: 'deleted' as const,
            objectType: 'user',
            objectId: user.userId,
            before: auditViewOf(user),
            after: null,
          })),
        );
        return ok(users.length);
      }),
    );
    if (result.ok) this.changes.ownersChanged('user', unique);
    return result;
  }

  private async deleteOwned(
    manager: EntityManager,
    userIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.keys.deleteOf(manager, 'user', userIds, actor, now);
    await this.organizations.deleteMembershipsOf(manager, userIds);
    await this.teams.deleteMembershipsOf(manager, userIds);
  }
}
