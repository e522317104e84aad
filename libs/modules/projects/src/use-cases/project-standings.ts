import { Injectable } from '@nestjs/common';
import { type Caller } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { notAllowed, notFound, OrganizationStore } from '@tollgate/organizations';
import { type Standing, standingOf, type Team, TeamStore } from '@tollgate/teams';

/** A team, and what a caller is to it. */
export interface TeamPlace {
  readonly team: Team;
  readonly standing: Standing;
}

/** Finds out what a caller is to a project: what it is to the project's team. */
@Injectable()
export class ProjectStandings {
  constructor(
    private readonly teams: TeamStore,
    private readonly organizations: OrganizationStore,
  ) {}

  /** The team, for who may change it; 404 for who must not learn that it exists, 403 for its members. */
  async administered(teamId: string, caller: Caller, what: 'Team' | 'Project'): Promise<Result<Team>> {
    const place = await this.placeIn(teamId, caller);
    if (!place || place.standing === 'none') return notFound(what, `${what.toLowerCase()}_id`);
    return place.standing === 'admin'
      ? ok(place.team)
      : notAllowed('Only admins of the proxy, the team or its organization may do this.');
  }

  async sees(teamId: string, caller: Caller): Promise<boolean> {
    const place = await this.placeIn(teamId, caller);
    return place !== null && place.standing !== 'none';
  }

  private async placeIn(teamId: string, caller: Caller): Promise<TeamPlace | null> {
    const team = await this.teams.findById(teamId);
    if (!team) return null;
    const members = await this.teams.membersOf([teamId]);
    const organizationAdmin = await this.organizations.isAdmin(team.organizationId, caller.userId);
    return { team, standing: standingOf(caller, { team, members }, organizationAdmin) };
  }
}
