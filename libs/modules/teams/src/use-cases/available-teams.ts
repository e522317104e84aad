import { Injectable } from '@nestjs/common';
import { type Caller } from '@tollgate/auth';
import { ok, type Result } from '@tollgate/core';
import { badRequest } from '@tollgate/organizations';
import { type TeamWithMembers } from '../domain/team.js';
import { TeamStore } from '../store/team-store.js';
import { TeamSettings } from './team-settings.js';

/** Teams that the configuration offers to everybody, and that the caller has not joined. */
@Injectable()
export class AvailableTeams {
  constructor(
    private readonly store: TeamStore,
    private readonly settings: TeamSettings,
  ) {}

  async run(caller: Caller): Promise<Result<TeamWithMembers[]>> {
    const { availableTeams } = this.settings;
    if (availableTeams === null)
      return badRequest(
        'available_teams',
        'No teams are offered: set litellm_settings.default_internal_user_params.available_teams.',
      );
    const joined = caller.userId === null ? [] : await this.store.membershipsOf([caller.userId]);
    const own = new Set(joined.map((member) => member.teamId));
    const teams = await this.store.findByIds(availableTeams.filter((id) => !own.has(id)));
    // Who is in them is not for outsiders.
    return ok(teams.map((team) => ({ team, members: [] })));
  }
}
