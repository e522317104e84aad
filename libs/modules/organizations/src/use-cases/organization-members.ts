import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import {
  type AddOrganizationMembersRequest,
  type NamedOrganizationMemberRequest,
  ok,
  type OrganizationRole,
  type Result,
  type UpdateOrganizationMemberRequest,
} from '@tollgate/core';
import { type EntityManager } from 'typeorm';
import { type OrganizationMember } from '../domain/organization.js';
import { UNRESTRICTED_MEMBER } from '../membership/member.js';
import { People } from '../ports/people.js';
import { badRequest, refuseMember } from '../refusals.js';
import { given, picoOf } from '../spender/spender-changes.js';
import { OrganizationStore } from '../store/organization-store.js';
import { OrganizationChange, type OrganizationWithMembers } from './organization-change.js';

/** Adds members, changes them and takes them out. For admins of the proxy and of the organization. */
@Injectable()
export class OrganizationMembers {
  constructor(
    private readonly change: OrganizationChange,
    private readonly store: OrganizationStore,
    private readonly people: People,
  ) {}

  /** @returns the members that are new; who is in it already stays as it is. */
  async add(
    request: AddOrganizationMembersRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<OrganizationMember[]>> {
    let added: OrganizationMember[] = [];
    const make = async (manager: EntityManager, { members }: OrganizationWithMembers) => {
      const named = await this.named(manager, request, actor, now);
      if (!named.ok) return named;
      const present = new Set(members.map((member) => member.userId));
      added = named.value.filter((member) => !present.has(member.userId));
      if (added.length === 0) return refuseMember('All of them are members of this organization already.');
      await this.store.insertMembers(manager, added);
      return ok(null);
    };
    const result = await this.change.run(request.organization_id, { action: 'updated', make }, actor, now);
    return result.ok ? ok(added) : result;
  }

  async update(
    request: UpdateOrganizationMemberRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<OrganizationMember>> {
    let updated: OrganizationMember | null = null;
    const make = async (manager: EntityManager, found: OrganizationWithMembers) => {
      const member = await this.memberOf(manager, request, found);
      if (!member.ok) return member;
      const maxBudget = given(request.max_budget_in_organization, picoOf);
      const changes = {
        role: request.role ?? member.value.role,
        maxBudget: maxBudget === undefined ? member.value.maxBudget : maxBudget,
        updatedAt: now,
      };
      await this.store.updateMember(manager, member.value, changes);
      updated = { ...member.value, ...changes };
      return ok(null);
    };
    const result = await this.change.run(request.organization_id, { action: 'updated', make }, actor, now);
    if (!result.ok) return result;
    return updated ? ok(updated) : badRequest('user_id', 'Not a member of this organization.');
  }

  remove(
    request: NamedOrganizationMemberRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<OrganizationWithMembers>> {
    const make = async (manager: EntityManager, found: OrganizationWithMembers) => {
      const member = await this.memberOf(manager, request, found);
      if (!member.ok) return member;
      await this.store.deleteMember(manager, request.organization_id, member.value.userId);
      return ok(null);
    };
    return this.change.run(request.organization_id, { action: 'updated', make }, actor, now);
  }

  private async named(
    manager: EntityManager,
    request: AddOrganizationMembersRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<OrganizationMember[]>> {
    const inputs = Array.isArray(request.member) ? request.member : [request.member];
    const roles = new Map<string, OrganizationRole>();
    for (const input of inputs) {
      const name = { userId: input.user_id || null, email: input.user_email || null };
      if (name.userId === null && name.email === null)
        return badRequest('user_id', 'name each member by user_id or user_email');
      const person = await this.people.ensure(manager, name, actor, now);
      if (!person.ok) return person;
      roles.set(person.value.userId, input.role);
    }
    return ok(
      [...roles].map(([userId, role]) => ({
        ...UNRESTRICTED_MEMBER,
        organizationId: request.organization_id,
        userId,
        role,
        maxBudget: picoOf(request.max_budget_in_organization ?? null),
        createdAt: now,
        updatedAt: now,
      })),
    );
  }

  private async memberOf(
    manager: EntityManager,
    { user_id: userId, user_email: email }: NamedOrganizationMemberRequest,
    { members }: OrganizationWithMembers,
  ): Promise<Result<OrganizationMember>> {
    if (!userId && !email) return badRequest('user_id', 'name the member by user_id or user_email');
    const person = await this.people.find(manager, { userId: userId || null, email: email || null });
    const member = members.find((each) => each.userId === (person?.userId ?? userId));
    return member
      ? ok(member)
      : badRequest(userId ? 'user_id' : 'user_email', 'Not a member of this organization.');
  }
}
