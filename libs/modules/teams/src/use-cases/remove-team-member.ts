import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type NamedTeamMemberRequest, ok, type Result } from '@tollgate/core';
import { People } from '@tollgate/organizations';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { namedMember } from './named-member.js';
import { TeamChange } from './team-change.js';

/** Takes a member out of a team. Its keys stay, and stay the team's. */
@Injectable()
export class RemoveTeamMember {
  constructor(
    private readonly change: TeamChange,
    private readonly store: TeamStore,
    private readonly people: People,
  ) {}

  run(request: NamedTeamMemberRequest, actor: Actor, now: Date): Promise<Result<TeamWithMembers>> {
    return this.change.run(
      request.team_id,
      {
        action: 'updated',
        make: async (manager, team) => {
          const member = await namedMember(this.people, manager, request, team);
          if (!member.ok) return member;
          await this.store.deleteMember(manager, request.team_id, member.value.userId);
          return ok(null);
        },
      },
      actor,
      now,
    );
  }
}
