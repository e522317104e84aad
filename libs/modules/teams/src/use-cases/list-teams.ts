import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { type Failure, ok, type Result, TEAM_SORT_FIELDS, type TeamPageQuery } from '@tollgate/core';
import { badRequest, OwnedKeys } from '@tollgate/organizations';
import { type DeletedTeam, type Team, type TeamMember, type TeamWithMembers } from '../domain/team.js';
import { type TeamFilter, type TeamOrder } from '../store/team-page.js';
import { TeamStore } from '../store/team-store.js';
import { TEAM_KEYS_MAX, type TeamAndKeys } from './read-team.js';

export const TEAM_PAGE_SIZE_DEFAULT = 10;
/** Teams without an organization, as a filter. */
const NO_ORGANIZATION = 'default_organization';

export interface ListedTeams {
  readonly teams: readonly (TeamWithMembers & {
    readonly team: Team | DeletedTeam;
    readonly keyCount: number;
  })[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
}

/** Lists teams: all to admins, their own to the rest. */
@Injectable()
export class ListTeams {
  constructor(
    private readonly store: TeamStore,
    private readonly keys: OwnedKeys,
  ) {}

  /** Every team, with its keys. */
  async all(
    query: Pick<TeamPageQuery, 'user_id' | 'organization_id'>,
    caller: Caller,
  ): Promise<Result<TeamAndKeys[]>> {
    const filter = filterOf(query, caller);
    if (!filter.ok) return filter;
    const teams = await this.withMembers(await this.store.list(filter.value));
    const ids = teams.map(({ team }) => team.teamId);
    const keys = await this.keys.of('team', ids, TEAM_KEYS_MAX);
    return ok(
      teams.map((each) => ({ ...each, keys: keys.filter((key) => key.team_id === each.team.teamId) })),
    );
  }

  async page(query: TeamPageQuery, caller: Caller): Promise<Result<ListedTeams>> {
    const order = orderOf(query);
    if (!order.ok) return order;
    const filter = filterOf(query, caller);
    if (!filter.ok) return filter;
    if (query.status !== undefined && query.status !== 'deleted')
      return badRequest('status', 'status must be deleted, or left out');
    const { page, size } = order.value;
    if (query.status === 'deleted') {
      if (!seesEverything(caller)) return { ok: false, failure: OWN_ONLY };
      const { teams, total } = await this.store.pageOfDeleted(filter.value, order.value);
      return ok({ teams: teams.map((team) => ({ team, members: [], keyCount: 0 })), total, page, size });
    }
    const { teams, total } = await this.store.page(filter.value, order.value);
    const counts = await this.keys.countOf(
      'team',
      teams.map((team) => team.teamId),
    );
    const listed = await this.withMembers(teams);
    return ok({
      teams: listed.map((each) => ({ ...each, keyCount: counts.get(each.team.teamId) ?? 0 })),
      total,
      page,
      size,
    });
  }

  private async withMembers(teams: readonly Team[]): Promise<TeamWithMembers[]> {
    const members = await this.store.membersOf(teams.map((team) => team.teamId));
    const byTeam = new Map(teams.map((team) => [team.teamId, [] as TeamMember[]]));
    for (const member of members) byTeam.get(member.teamId)?.push(member);
    return teams.map((team) => ({ team, members: byTeam.get(team.teamId) ?? [] }));
  }
}

/** Who does not see everything has to ask for his own teams. */
function filterOf(query: TeamPageQuery, caller: Caller): Result<TeamFilter> {
  const memberId = query.user_id ?? null;
  if (!seesEverything(caller) && (memberId === null || memberId !== caller.userId))
    return { ok: false, failure: OWN_ONLY };
  const organizationId = query.organization_id ?? null;
  const withoutOrganization = organizationId === NO_ORGANIZATION;
  return ok({
    teamId: query.team_id ?? null,
    memberId,
    organizationId: withoutOrganization ? null : organizationId,
    withoutOrganization,
    alias: query.team_alias?.trim() || null,
    search: query.search?.trim() || null,
  });
}

function orderOf(query: TeamPageQuery): Result<TeamOrder> {
  const sortBy = query.sort_by ?? 'team_alias';
  if (!TEAM_SORT_FIELDS.includes(sortBy))
    return badRequest('sort_by', `sort_by must be one of ${TEAM_SORT_FIELDS.join(', ')}`);
  const direction = (query.sort_order ?? 'asc').toLowerCase();
  if (direction !== 'asc' && direction !== 'desc')
    return badRequest('sort_order', 'sort_order must be asc or desc');
  const descending = direction === 'desc';
  return ok({ page: query.page ?? 1, size: query.page_size ?? TEAM_PAGE_SIZE_DEFAULT, sortBy, descending });
}

const OWN_ONLY: Failure = {
  class: 'AuthenticationError',
  message: 'Only admins may list all teams; pass your own user_id to list yours.',
  param: 'user_id',
};
