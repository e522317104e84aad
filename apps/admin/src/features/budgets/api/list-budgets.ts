import { type BudgetView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';

/** GET /budget/list: all budgets, newest first. */
export const budgetsQuery = queryOptions({
  queryKey: ['budgets', 'list'],
  queryFn: ({ signal }) => get('/budget/list', { expect: isListOf<BudgetView>('budget_id'), signal }),
});
