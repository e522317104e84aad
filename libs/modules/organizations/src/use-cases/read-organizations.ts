import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { notFound } from '../refusals.js';
import { OrganizationStore } from '../store/organization-store.js';
import { type OrganizationWithMembers } from './organization-change.js';

/** Shows organizations: all to admins, those he is in to everybody else. */
@Injectable()
export class ReadOrganizations {
  constructor(private readonly store: OrganizationStore) {}

  async one(organizationId: string, caller: Caller): Promise<Result<OrganizationWithMembers>> {
    const organization = await this.store.findById(organizationId);
    if (!organization) return notFound('Organization', 'organization_id');
    const members = await this.store.membersOf([organizationId]);
    const visible = seesEverything(caller) || members.some(({ userId }) => userId === caller.userId);
    return visible ? ok({ organization, members }) : notFound('Organization', 'organization_id');
  }

  /** By alias; `alias` matches as a part, `ids` null: all of them. */
  async list(
    filter: { ids: readonly string[] | null; alias: string | null },
    caller: Caller,
  ): Promise<OrganizationWithMembers[]> {
    const own = await this.ownIds(caller);
    const { ids: asked, alias } = filter;
    const ids = own && asked ? asked.filter((id) => own.includes(id)) : (own ?? asked);
    const organizations = await this.store.list({ ids, alias });
    const members = await this.store.membersOf(organizations.map((each) => each.organizationId));
    return organizations.map((organization) => ({
      organization,
      members: members.filter((each) => each.organizationId === organization.organizationId),
    }));
  }

  /** null: all of them. */
  private async ownIds(caller: Caller): Promise<string[] | null> {
    if (seesEverything(caller)) return null;
    if (caller.userId === null) return [];
    return (await this.store.membershipsOf([caller.userId])).map((each) => each.organizationId);
  }
}
