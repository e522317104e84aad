import { type RoutingDecision } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /spend/logs/routing/{id}: why one call went where it went; calls do not change afterwards. */
export const routingQuery = (id: string) =>
  queryOptions({
    queryKey: ['logs', 'routing', id],
    queryFn: ({ signal }) =>
      get(`/spend/logs/routing/${encodeURIComponent(id)}`, {
        expect: hasFields<RoutingDecision>('attempts', 'skipped'),
        signal,
      }),
    staleTime: Infinity,
  });
