import { type TeamInfo } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { teamQueries } from './team-queries.js';

/** GET /team/info: one team with its keys and members. */
export function getTeam(teamId: string, signal?: AbortSignal): Promise<TeamInfo> {
  return get('/team/info', {
    query: { team_id: teamId },
    expect: hasFields<TeamInfo>('team_info', 'keys'),
    ...(signal && { signal }),
  });
}

export const teamQuery = (teamId: string) =>
  queryOptions({
    queryKey: teamQueries.info(teamId),
    queryFn: ({ signal }) => getTeam(teamId, signal),
  });
