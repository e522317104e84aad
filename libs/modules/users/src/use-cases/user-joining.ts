import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type NewUserRequest, type TeamToJoin } from '@tollgate/core';
import {
  badRequest,
  notFound,
  OrganizationStore,
  picoOf,
  Undone,
  UNRESTRICTED_MEMBER,
} from '@tollgate/organizations';
import { TeamStore } from '@tollgate/teams';
import { type EntityManager } from 'typeorm';

/** Puts a new user into the teams and organizations its request names. */
@Injectable()
export class UserJoining {
  constructor(
    private readonly teams: TeamStore,
    private readonly organizations: OrganizationStore,
  ) {}

  /** @returns ids of the teams. Leaves the transaction by `Undone` when one of them is not there. */
  async join(
    manager: EntityManager,
    userId: string,
    request: NewUserRequest,
    { caller }: Actor,
    now: Date,
  ): Promise<string[]> {
    const member = { ...UNRESTRICTED_MEMBER, userId, createdAt: now, updatedAt: now };
    const wanted = new Map((request.teams ?? []).map(toTeamToJoin).map((team) => [team.team_id, team]));
    const teams = await this.teams.lock(manager, [...wanted.keys()]);
    if (teams.length < wanted.size) throw new Undone(notFound('Team', 'teams'));
    const own = new Set(request.organizations ?? []);
    if (caller.role !== 'proxy_admin' && teams.some(({ organizationId }) => !own.has(organizationId ?? '')))
      throw new Undone(notFound('Team', 'teams'));
    await this.teams.insertMembers(
      manager,
      [...wanted.values()].map(({ team_id: teamId, user_role: role, max_budget_in_team: budget }) => ({
        ...member,
        teamId,
        role: role ?? 'user',
        maxBudget: picoOf(budget ?? null),
      })),
    );
    const organizations = await this.organizations.findByIds([...own]);
    if (organizations.length < own.size)
      throw new Undone(badRequest('organizations', 'There is no such organization'));
    await this.organizations.insertMembers(
      manager,
      [...own].map((organizationId) => ({ ...member, organizationId, role: 'internal_user' as const })),
    );
    return [...wanted.keys()];
  }
}

function toTeamToJoin(team: string | TeamToJoin): TeamToJoin {
  return typeof team === 'string' ? { team_id: team } : team;
}
