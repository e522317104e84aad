import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import {
  DEFAULT_MEMBER_PERMISSIONS,
  ok,
  type Result,
  TEAM_MEMBER_PERMISSIONS,
  type TeamPermissionsOfManyRequest,
  type TeamPermissionsRequest,
} from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { TeamChange } from './team-change.js';

const KNOWN: ReadonlySet<string> = new Set(TEAM_MEMBER_PERMISSIONS);

/** Sets which management routes plain members may use on the team's keys. */
@Injectable()
export class SetTeamPermissions {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
  ) {}

  async run(request: TeamPermissionsRequest, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    const known = allKnown('team_member_permissions', request.team_member_permissions);
    if (!known.ok) return known;
    return this.change.run(
      request.team_id,
      {
        action: 'updated',
        make: async (manager) => {
          const memberPermissions = [...new Set(request.team_member_permissions)];
          const updatedBy = actor.caller.userId;
          await this.store.update(manager, request.team_id, { memberPermissions, updatedAt: now, updatedBy });
          return ok(null);
        },
      },
      actor,
      now,
    );
  }

  /** Adds to what members may do, in each of the teams or in none. The route is for proxy admins. */
  async append(
    request: TeamPermissionsOfManyRequest,
    actor: Actor,
    now: Date,
  ): Promise<Result<TeamWithMembers[]>> {
    const known = allKnown('permissions', request.permissions);
    if (!known.ok) return known;
    const named = request.team_ids ?? [];
    if (named.length > 0 === (request.apply_to_all_teams ?? false))
      return badRequest('team_ids', 'give team_ids, or apply_to_all_teams');
    const teamIds = named.length > 0 ? [...new Set(named)] : await this.store.ids();
    return this.change.runAll(
      teamIds,
      {
        action: 'updated',
        make: async (manager, { team }) => {
          const set = team.memberPermissions.length > 0 ? team.memberPermissions : DEFAULT_MEMBER_PERMISSIONS;
          const memberPermissions = [...new Set([...set, ...request.permissions])];
          const updatedBy = actor.caller.userId;
          await this.store.update(manager, team.teamId, { memberPermissions, updatedAt: now, updatedBy });
          return ok(null);
        },
      },
      actor,
      now,
    );
  }
}

function allKnown(param: string, routes: readonly string[]): Result<null> {
  const unknown = routes.find((route) => !KNOWN.has(route));
  return unknown === undefined
    ? ok(null)
    : badRequest(param, `'${unknown.slice(0, 100)}' is no such permission`);
}
