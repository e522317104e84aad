import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type TeamView } from '@tollgate/core';
import { OrganizationTeams, OwnedKeys } from '@tollgate/organizations';
import { type EntityManager } from 'typeorm';
import { TeamReplies } from '../http/team-replies.js';
import { teamViewOf } from '../http/team-view.js';
import { TeamStore } from '../store/team-store.js';
import { DeleteTeams } from './delete-teams.js';

/** Teams, for the organizations they are in. */
@Injectable()
export class TeamsOfOrganizations extends OrganizationTeams {
  constructor(
    private readonly store: TeamStore,
    private readonly replies: TeamReplies,
    private readonly keys: OwnedKeys,
    private readonly deleteTeams: DeleteTeams,
  ) {
    super();
  }

  async of(organizationIds: readonly string[]): Promise<TeamView[]> {
    const teams = await this.store.findByOrganizations(organizationIds);
    const members = await this.store.membersOf(teams.map((team) => team.teamId));
    const found = teams.map((team) => ({
      team,
      members: members.filter((member) => member.teamId === team.teamId),
    }));
    const emails = await this.replies.emailsIn(found);
    return found.map((team) => teamViewOf(team, emails));
  }

  async deleteKeysOf(
    manager: EntityManager,
    organizationIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.keys.deleteOf(manager, 'team', await this.idsOf(organizationIds), actor, now);
  }

  async deleteOf(
    manager: EntityManager,
    organizationIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<string[]> {
    const ids = await this.idsOf(organizationIds);
    if (ids.length === 0) return [];
    await this.deleteTeams.deleteLocked(manager, ids, actor, now);
    return ids;
  }

  private async idsOf(organizationIds: readonly string[]): Promise<string[]> {
    return (await this.store.findByOrganizations(organizationIds)).map(({ teamId }) => teamId);
  }
}
