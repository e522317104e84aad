import { type RepricingView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

const PROGRESS_INTERVAL_MS = 1_000;

/** True while the worker has something to do. */
export const isAtWork = ({ status }: RepricingView): boolean =>
  status === 'previewing' || status === 'approved';

/** GET /spend/repricings/{id}, read again and again while the worker is at it. */
export const repricingQuery = (id: string) =>
  queryOptions({
    queryKey: ['repricings', id],
    queryFn: ({ signal }) =>
      get(`/spend/repricings/${encodeURIComponent(id)}`, {
        expect: hasFields<RepricingView>('id', 'status'),
        signal,
      }),
    refetchInterval: ({ state: { data } }) => (data && isAtWork(data) ? PROGRESS_INTERVAL_MS : false),
  });
