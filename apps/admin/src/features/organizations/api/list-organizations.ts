import { type OrganizationDetails } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';

/** GET /organization/list: organizations with members and teams; all for admins, else those one is in. */
export const organizationsQuery = queryOptions({
  queryKey: ['organizations', 'list'],
  queryFn: ({ signal }) =>
    get('/organization/list', { expect: isListOf<OrganizationDetails>('organization_id'), signal }),
});
