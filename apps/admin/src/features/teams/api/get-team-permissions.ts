import { type TeamPermissionsView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { teamQueries } from './team-queries.js';

/** GET /team/permissions_list: which routes the team opens to its plain members. */
export const teamPermissionsQuery = (teamId: string) =>
  queryOptions({
    queryKey: [...teamQueries.info(teamId), 'permissions'],
    queryFn: ({ signal }) =>
      get('/team/permissions_list', {
        query: { team_id: teamId },
        expect: hasFields<TeamPermissionsView>('team_member_permissions'),
        signal,
      }),
  });
