import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { ok, type Result, type UpdateTeamMemberRequest } from '@tollgate/core';
import { People, withoutAbsent } from '@tollgate/organizations';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { memberLimitsOf } from './add-team-members.js';
import { namedMember } from './named-member.js';
import { TeamChange } from './team-change.js';

/** Changes a member's role and its own limits: only what the request holds, where null clears. */
@Injectable()
export class UpdateTeamMember {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
    private readonly people: People,
  ) {}

  run(request: UpdateTeamMemberRequest, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    return this.change.run(
      request.team_id,
      {
        action: 'updated',
        make: async (manager, team) => {
          const member = await namedMember(this.people, manager, request, team);
          if (!member.ok) return member;
          const role = request.role ?? undefined;
          const changes = withoutAbsent({ role, ...memberLimitsOf(request), updatedAt: now });
          await this.store.updateMember(manager, member.value, changes);
          return ok(null);
        },
      },
      actor,
      now,
    );
  }
}
