import { Injectable } from '@nestjs/common';
import { AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { type Organization } from '../domain/organization.js';
import { OrganizationTeams } from '../ports/organization-teams.js';
import { OwnedKeys } from '../ports/owned-keys.js';
import { TenantChangePublisher } from '../ports/tenant-change-publisher.js';
import { notFound } from '../refusals.js';
import { OrganizationStore } from '../store/organization-store.js';
import { orRefusal, Undone } from '../undone.js';
import { organizationAuditViewOf } from './organization-change.js';

/** Deletes organizations with their teams, keys and memberships. All or none; the route is for proxy admins. */
@Injectable()
export class DeleteOrganizations {
  constructor(
    private readonly store: OrganizationStore,
    private readonly teams: OrganizationTeams,
    private readonly keys: OwnedKeys,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
  ) {}

  async run(ids: readonly string[], actor: Actor, now: Date): Promise<Result<Organization[]>> {
    const unique = [...new Set(ids)];
    let teams: string[] = [];
    const result = await orRefusal(
      this.store.transaction(async (manager) => {
        // Keys before organizations: the order in which the ledger locks them.
        await this.keys.deleteOf(manager, 'organization', unique, actor, now);
        await this.teams.deleteKeysOf(manager, unique, actor, now);
        const found = await this.store.lockAll(manager, unique);
        if (found.length < unique.length) throw new Undone(notFound('Organization', 'organization_ids'));
        // Those that were made until we had the lock; none is made from now on.
        await this.keys.deleteOf(manager, 'organization', unique, actor, now);
        teams = await this.teams.deleteOf(manager, unique, actor, now);
        const members = await this.store.membersOf(unique, manager);
        await this.store.delete(manager, unique);
        await this.audit.record(
          manager,
          found.map((organization) => ({
            actor,
            at: now,
            action: 'deleted' as const,
            objectType: 'organization',
            objectId: organization.organizationId,
            before: organizationAuditViewOf({
              organization,
              members: members.filter((each) => each.organizationId === organization.organizationId),
            }),
            after: null,
          })),
        );
        return ok(found);
      }),
    );
    if (result.ok) {
      this.changes.ownersChanged('organization', unique);
      if (teams.length > 0) this.changes.ownersChanged('team', teams);
    }
    return result;
  }
}
