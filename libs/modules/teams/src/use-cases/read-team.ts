import { Injectable } from '@nestjs/common';
import { type Caller } from '@tollgate/auth';
import { type KeyDetails, ok, type Result } from '@tollgate/core';
import { badRequest, notFound, OwnedKeys } from '@tollgate/organizations';
import { type Team, type TeamMember, type TeamWithMembers } from '../domain/team.js';
import { TeamStandings } from './team-standings.js';

/** Keys that one reply shows at most. */
export const TEAM_KEYS_MAX = 10_000;

export interface TeamAndKeys extends TeamWithMembers {
  readonly keys: readonly KeyDetails[];
}

/** Shows a team with its keys to admins, viewers, members and keys of the team; to all others there is none. */
@Injectable()
export class ReadTeam {
  constructor(
    private readonly standings: TeamStandings,
    private readonly keys: OwnedKeys,
  ) {}

  /** @param teamId null: the team of the key that asks. */
  async run(teamId: string | null, caller: Caller): Promise<Result<TeamAndKeys>> {
    const id = teamId ?? caller.teamId;
    if (id === null) return badRequest('team_id', 'team_id is required');
    const found = await this.standings.visible(id, caller);
    if (!found.ok) return found;
    return ok({ ...found.value, keys: await this.keys.of('team', [id], TEAM_KEYS_MAX) });
  }

  /** What the caller is in a team; 404 when it is no member, whatever else it may see. */
  async membership(teamId: string, caller: Caller): Promise<Result<{ team: Team; member: TeamMember }>> {
    const found = await this.standings.visible(teamId, caller);
    if (!found.ok) return found;
    const { team, members } = found.value;
    const member = members.find(({ userId }) => userId === caller.userId);
    return member ? ok({ team, member }) : notFound('Membership', 'team_id');
  }
}
