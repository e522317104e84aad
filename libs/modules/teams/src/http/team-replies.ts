import { Injectable } from '@nestjs/common';
import { type TeamView } from '@tollgate/core';
import { People } from '@tollgate/organizations';
import { type TeamWithMembers } from '../domain/team.js';
import { teamViewOf } from './team-view.js';

/** Teams as replies show them, with the e-mail addresses of their members. */
@Injectable()
export class TeamReplies {
  constructor(private readonly people: People) {}

  async viewOf(team: TeamWithMembers): Promise<TeamView> {
    return teamViewOf(team, await this.emailsIn([team]));
  }

  emailsIn(teams: readonly TeamWithMembers[]): Promise<ReadonlyMap<string, string>> {
    const ids = new Set(teams.flatMap(({ members }) => members.map((member) => member.userId)));
    return this.people.emailsOf([...ids]);
  }
}
