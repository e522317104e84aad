import { type TeamPage, type TeamPageQuery } from '@tollgate/core';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { useAccess } from '../../session/api/access.js';
import { teamQueries } from './team-queries.js';

/** GET /v2/team/list: a page of teams, as the server sorts and filters them. */
export function listTeams(query: TeamPageQuery, signal?: AbortSignal): Promise<TeamPage> {
  return get('/v2/team/list', {
    query: { ...query },
    expect: hasFields<TeamPage>('teams', 'total'),
    ...(signal && { signal }),
  });
}

export const teamListQuery = (query: TeamPageQuery) =>
  queryOptions({
    queryKey: [...teamQueries.list, query],
    queryFn: ({ signal }) => listTeams(query, signal),
    placeholderData: keepPreviousData,
  });

/** A page of all teams, for those who see all; else of the teams one is in. */
export function useTeamPage(query: TeamPageQuery) {
  const { seesAll, userId } = useAccess();
  return useQuery(teamListQuery(seesAll ? query : { ...query, user_id: userId }));
}
