import { type UserPage, type UserPageQuery } from '@tollgate/core';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { userQueries } from './user-queries.js';

/** GET /user/list: a page of users, as the server sorts and filters them. */
export function listUsers(query: UserPageQuery, signal?: AbortSignal): Promise<UserPage> {
  return get('/user/list', {
    query: { ...query },
    expect: hasFields<UserPage>('users', 'total'),
    ...(signal && { signal }),
  });
}

export const userListQuery = (query: UserPageQuery) =>
  queryOptions({
    queryKey: [...userQueries.list, query],
    queryFn: ({ signal }) => listUsers(query, signal),
    placeholderData: keepPreviousData,
  });
