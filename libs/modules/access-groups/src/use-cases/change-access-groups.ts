import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AuditAction, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import {
  type AccessGroupFields,
  type NewAccessGroupRequest,
  ok,
  type Result,
  type UpdateAccessGroupRequest,
} from '@tollgate/core';
import {
  badRequest,
  given,
  notFound,
  orRefusal,
  TenantChangePublisher,
  Undone,
  withoutAbsent,
} from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { accessGroupViewOf } from '../http/access-group-view.js';
import { type AccessGroup, type AssignedGroup, type Assignment } from '../domain/access-group.js';
import { AccessGroupKeys } from '../ports/access-group-keys.js';
import { AccessGroupStore } from '../store/access-group-store.js';
import { AssignmentStore } from '../store/assignment-store.js';

const NOBODY: Assignment = { teamIds: [], keyHashes: [] };

/** What is there before a change and what after it; null: nothing. */
interface Change {
  readonly before: AssignedGroup | null;
  readonly after: AssignedGroup | null;
}

/** Makes, changes, assigns and deletes access groups; all of it in one transaction. The routes are for proxy admins. */
@Injectable()
export class ChangeAccessGroups {
  constructor(
    private readonly store: AccessGroupStore,
    private readonly assignments: AssignmentStore,
    private readonly audit: AuditStore,
    private readonly keys: AccessGroupKeys,
    private readonly tenants: TenantChangePublisher,
  ) {}

  async create(request: NewAccessGroupRequest, actor: Actor, now: Date): Promise<Result<AssignedGroup>> {
    const { userId } = actor.caller;
    const group: AccessGroup = {
      ...{ accessGroupId: randomUUID(), accessGroupName: request.access_group_name, description: null },
      ...{ modelNames: [], mcpServerIds: [], agentIds: [], createdAt: now, createdBy: userId },
      ...{ updatedAt: now, updatedBy: userId },
      ...changesOf(request, actor, now),
    };
    const made = await this.commit('created', actor, now, async (manager) => {
      if (await this.store.isNameTaken(manager, group.accessGroupName, group.accessGroupId))
        return nameTaken();
      await this.store.insert(manager, group);
      const assigned = await this.assign(manager, group.accessGroupId, request, NOBODY);
      return assigned.ok ? ok({ before: null, after: { group, assigned: assigned.value } }) : assigned;
    });
    return made.ok ? ok({ group, assigned: made.value.after?.assigned ?? NOBODY }) : made;
  }

  async update(
    id: string,
    request: UpdateAccessGroupRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<AssignedGroup>> {
    const { access_group_name: name } = request;
    if (name === null || name === '')
      return badRequest('access_group_name', 'access_group_name cannot be empty');
    const changed = await this.commit('updated', actor, now, async (manager) => {
      const before = await this.locked(manager, id);
      if (!before) return notFound('Access group', 'access_group_id');
      if (name !== undefined && (await this.store.isNameTaken(manager, name, id))) return nameTaken();
      const named: Partial<AccessGroup> = withoutAbsent({ accessGroupName: name });
      const changes = { ...named, ...changesOf(request, actor, now) };
      await this.store.update(manager, id, changes);
      const assigned = await this.assign(manager, id, request, before.assigned);
      if (!assigned.ok) return assigned;
      return ok({ before, after: { group: { ...before.group, ...changes }, assigned: assigned.value } });
    });
    if (!changed.ok) return changed;
    return changed.value.after ? ok(changed.value.after) : notFound('Access group', 'access_group_id');
  }

  /** Teams and keys that had the group keep their own models. */
  async delete(id: string, actor: Actor, now: Date): Promise<Result<null>> {
    const deleted = await this.commit('deleted', actor, now, async (manager) => {
      const before = await this.locked(manager, id);
      if (!before) return notFound('Access group', 'access_group_id');
      await this.assignments.assign(manager, id, NOBODY);
      await this.store.delete(manager, id);
      return ok({ before, after: null });
    });
    return deleted.ok ? ok(null) : deleted;
  }

  private async locked(manager: EntityManager, id: string): Promise<AssignedGroup | null> {
    const group = await this.store.lock(manager, id);
    return group && { group, assigned: (await this.assignments.of([id], manager)).get(id) ?? NOBODY };
  }

  /** Refuses teams and keys that are not there. */
  private async assign(
    manager: EntityManager,
    id: string,
    fields: AccessGroupFields,
    before: Assignment,
  ): Promise<Result<Assignment>> {
    const { assigned_team_ids: teams, assigned_key_ids: keys } = fields;
    if (teams === undefined && keys === undefined) return ok(before);
    const assigned: Assignment = {
      teamIds: teams === undefined ? before.teamIds : unique(teams ?? []),
      keyHashes:
        keys === undefined
          ? before.keyHashes
          : unique((keys ?? []).map((key) => this.keys.hashOf(key) ?? key)),
    };
    const missing = await this.assignments.missing(manager, assigned);
    if (missing.teamIds.length > 0)
      return badRequest('assigned_team_ids', 'assigned_team_ids: some of these teams do not exist.');
    if (missing.keyHashes.length > 0)
      return badRequest('assigned_key_ids', 'assigned_key_ids: some of these keys do not exist.');
    await this.assignments.assign(manager, id, assigned);
    return ok(assigned);
  }

  /** A transaction that a refusal undoes, with its audit entry; afterwards all who had or have the group are told. */
  private async commit(
    action: AuditAction,
    actor: Actor,
    at: Date,
    work: (manager: EntityManager) => Promise<Result<Change>>,
  ): Promise<Result<Change>> {
    const outcome = await orRefusal(
      this.store.transaction(async (manager) => {
        const result = await work(manager);
        if (!result.ok) throw new Undone(result);
        const { before, after } = result.value;
        const objectId = (after ?? before)?.group.accessGroupId ?? '';
        const views = { before: before && viewOf(before), after: after && viewOf(after) };
        await this.audit.record(manager, [
          { actor, at, action, objectType: 'access_group', objectId, ...views },
        ]);
        return result;
      }),
    );
    if (outcome.ok) this.tell([outcome.value.before, outcome.value.after]);
    return outcome;
  }

  private tell(groups: readonly (AssignedGroup | null)[]): void {
    const keys = unique(groups.flatMap((each) => each?.assigned.keyHashes ?? []));
    const teams = unique(groups.flatMap((each) => each?.assigned.teamIds ?? []));
    if (keys.length > 0) this.keys.changed(keys);
    if (teams.length > 0) this.tenants.ownersChanged('team', teams);
  }
}

function changesOf(fields: AccessGroupFields, { caller }: Actor, now: Date): Partial<AccessGroup> {
  const list = (value: string[] | null) => unique(value ?? []);
  return {
    ...withoutAbsent({
      description: fields.description,
      modelNames: given(fields.access_model_names, list),
      mcpServerIds: given(fields.access_mcp_server_ids, list),
      agentIds: given(fields.access_agent_ids, list),
    }),
    ...{ updatedAt: now, updatedBy: caller.userId },
  };
}

function viewOf(assigned: AssignedGroup): Record<string, unknown> {
  const { updated_at: _, updated_by: __, ...view } = accessGroupViewOf(assigned);
  return view;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function nameTaken(): Result<never> {
  return badRequest('access_group_name', 'access_group_name: a group of this name exists already.');
}
