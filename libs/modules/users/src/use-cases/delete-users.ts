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
        await this.keys.deleteOf(manager, 'user', unique, actor, now);
        await this.organizations.deleteMembershipsOf(manager, unique);
        await this.teams.deleteMembershipsOf(manager, unique);
        const users = await this.store.lock(manager, unique);
        if (users.length < unique.length) throw new Undone(notFound('User', 'user_ids'));
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
}
