import { type SpendLogPage } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** A call is in the logs within seconds; after this many looks nobody waits any more. */
const LOOKS = 8;
const WAIT_MS = 1_000;

/** GET /spend/logs/v2 of one request: what it cost, USD; null: unpriced. Asked until the call is in the logs. */
export const callCostQuery = (requestId: string | null) =>
  queryOptions({
    queryKey: ['logs', 'cost', requestId],
    enabled: requestId !== null,
    queryFn: async ({ signal }) => {
      const page = await get('/spend/logs/v2', {
        query: { request_id: requestId ?? '', page_size: 1 },
        expect: hasFields<SpendLogPage>('data'),
        signal,
      });
      const [row] = page.data;
      if (!row) throw new Error('The call is not in the logs yet.');
      return row.spend;
    },
    retry: LOOKS,
    retryDelay: WAIT_MS,
    staleTime: Infinity,
  });
