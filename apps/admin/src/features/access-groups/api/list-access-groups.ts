import { type AccessGroupView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';

/** GET /v1/access_group. */
export const accessGroupsQuery = queryOptions({
  queryKey: ['access-groups', 'list'],
  queryFn: ({ signal }) =>
    get('/v1/access_group', {
      expect: isListOf<AccessGroupView>('access_group_id', 'access_group_name'),
      signal,
    }),
});
