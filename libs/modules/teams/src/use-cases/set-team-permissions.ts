import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { ok, type Result, TEAM_MEMBER_PERMISSIONS, type TeamPermissionsRequest } from '@tollgate/core';
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
    const unknown = request.team_member_permissions.find((route) => !KNOWN.has(route));
    if (unknown !== undefined)
      return badRequest('team_member_permissions', `'${unknown.slice(0, 100)}' is no such permission`);
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
}
