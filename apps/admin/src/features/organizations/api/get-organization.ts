import { type OrganizationDetails } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /organization/info: one organization with members and teams. */
export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organizations', 'info', organizationId],
    queryFn: ({ signal }) =>
      get('/organization/info', {
        query: { organization_id: organizationId },
        expect: hasFields<OrganizationDetails>('organization_id', 'members'),
        signal,
      }),
  });
