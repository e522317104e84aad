import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditStore } from '@tollgate/audit';
import { type Actor, seesEverything } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { type Organization, type OrganizationMember } from '../domain/organization.js';
import { TenantChangePublisher } from '../ports/tenant-change-publisher.js';
import { notAllowed, notFound } from '../refusals.js';
import { auditViewOf } from '../spender/spender-view.js';
import { OrganizationStore } from '../store/organization-store.js';
import { orRefusal, Undone } from '../undone.js';

export interface OrganizationWithMembers {
  readonly organization: Organization;
  readonly members: readonly OrganizationMember[];
}

/** A change to one organization, before it is made. */
export interface OrganizationEdit {
  readonly action: AuditAction;
  /** Makes the change in the transaction; the organization is locked. Refusing undoes what was written. */
  readonly make: (manager: EntityManager, before: OrganizationWithMembers) => Promise<Result<unknown>>;
}

/** The one way an organization is changed by its admins: locked, written, audited in one transaction, told to every process. */
@Injectable()
export class OrganizationChange {
  constructor(
    private readonly store: OrganizationStore,
    private readonly audit: AuditStore,
    private readonly changes: TenantChangePublisher,
  ) {}

  async run(
    organizationId: string,
    edit: OrganizationEdit,
    actor: Actor,
    now: Date,
  ): Promise<Result<OrganizationWithMembers>> {
    const outcome = await orRefusal(
      this.store.transaction(async (manager) => {
        const result = await this.change(manager, organizationId, edit, actor, now);
        if (!result.ok) throw new Undone(result);
        return result;
      }),
    );
    if (outcome.ok) this.changes.ownersChanged('organization', [organizationId]);
    return outcome;
  }

  private async change(
    manager: EntityManager,
    organizationId: string,
    edit: OrganizationEdit,
    actor: Actor,
    now: Date,
  ): Promise<Result<OrganizationWithMembers>> {
    const before = await this.locked(manager, organizationId);
    const allowed = mayChange(before, actor);
    if (!allowed.ok) return allowed;
    const made = await edit.make(manager, allowed.value);
    if (!made.ok) return made;
    const after = (await this.locked(manager, organizationId)) ?? allowed.value;
    await this.audit.record(manager, [
      {
        actor,
        at: now,
        action: edit.action,
        objectType: 'organization',
        objectId: organizationId,
        before: organizationAuditViewOf(allowed.value),
        after: organizationAuditViewOf(after),
      },
    ]);
    return ok(after);
  }

  private async locked(manager: EntityManager, id: string): Promise<OrganizationWithMembers | null> {
    const organization = await this.store.lock(manager, id);
    return organization && { organization, members: await this.store.membersOf([id], manager) };
  }
}

/** Admins of the proxy and of the organization may; to who is not in it, it does not exist. */
function mayChange(
  found: OrganizationWithMembers | null,
  { caller }: Actor,
): Result<OrganizationWithMembers> {
  const own = found?.members.find((member) => member.userId === caller.userId);
  if (!found || (!own && !seesEverything(caller))) return notFound('Organization', 'organization_id');
  return caller.role === 'proxy_admin' || own?.role === 'org_admin'
    ? ok(found)
    : notAllowed('Only admins of the proxy or of the organization may do this.');
}

/** An organization as the audit log shows it, with its members. */
export function organizationAuditViewOf({
  organization,
  members,
}: OrganizationWithMembers): Record<string, unknown> {
  return {
    ...auditViewOf(organization),
    members: members.map(({ organizationId: _, createdAt: __, ...member }) => auditViewOf(member)),
  };
}
