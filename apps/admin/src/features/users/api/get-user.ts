import { type UserInfo } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { userQueries } from './user-queries.js';

/** GET /user/info: one user with keys and teams. */
export function getUser(userId: string, signal?: AbortSignal): Promise<UserInfo> {
  return get('/user/info', {
    query: { user_id: userId },
    expect: hasFields<UserInfo>('user_info', 'keys', 'teams'),
    ...(signal && { signal }),
  });
}

export const userQuery = (userId: string) =>
  queryOptions({
    queryKey: userQueries.info(userId),
    queryFn: ({ signal }) => getUser(userId, signal),
  });
