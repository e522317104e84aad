import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { TeamChange } from './team-change.js';

/** Stops all keys of a team, or lets them go on. Saying so twice is fine. The route is for proxy admins. */
@Injectable()
export class BlockTeam {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
  ) {}

  run(teamId: string, blocked: boolean, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    return this.change.run(
      teamId,
      {
        action: blocked ? 'blocked' : 'unblocked',
        make: async (manager) => {
          const updatedBy = actor.caller.userId;
          await this.store.update(manager, teamId, { blocked, updatedAt: now, updatedBy });
          return ok(null);
        },
      },
      actor,
      now,
    );
  }
}
