import { Injectable } from '@nestjs/common';
import { type Caller } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { notFound, OrganizationStore } from '@tollgate/organizations';
import { type Standing, standingOf } from '../domain/team-standing.js';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';

/** Finds out what a caller is to a team. */
@Injectable()
export class TeamStandings {
  constructor(
    private readonly teams: TeamStore,
    private readonly organizations: OrganizationStore,
  ) {}

  async of(caller: Caller, team: TeamWithMembers): Promise<Standing> {
    const organizationAdmin = await this.organizations.isAdmin(team.team.organizationId, caller.userId);
    return standingOf(caller, team, organizationAdmin);
  }

  /** The team, for a caller who may see it; 404 for everybody else, as if there were none. */
  async visible(teamId: string, caller: Caller): Promise<Result<TeamWithMembers>> {
    const team = await this.teams.findById(teamId);
    if (!team) return notFound('Team', 'team_id');
    const found = { team, members: await this.teams.membersOf([teamId]) };
    return (await this.of(caller, found)) === 'none' ? notFound('Team', 'team_id') : ok(found);
  }
}
