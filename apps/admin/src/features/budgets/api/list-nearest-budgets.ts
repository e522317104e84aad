import { type UsedBudgetList } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /budget/nearest: who is about to be refused; for admins. */
export const nearestBudgetsQuery = (size: number) =>
  queryOptions({
    queryKey: ['budgets', 'nearest', size],
    queryFn: async ({ signal }) =>
      (await get('/budget/nearest', { query: { size }, expect: hasFields<UsedBudgetList>('data'), signal }))
        .data,
    refetchInterval: 30_000,
  });
