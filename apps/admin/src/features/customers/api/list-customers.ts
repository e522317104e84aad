import { type CustomerView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';

/** GET /customer/list: at most ten thousand, by id. */
export const customersQuery = queryOptions({
  queryKey: ['customers', 'list'],
  queryFn: ({ signal }) =>
    get('/customer/list', { expect: isListOf<CustomerView>('user_id', 'spend'), signal }),
});
