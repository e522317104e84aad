import { type KeyList, type KeyListQuery } from '@tollgate/core';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { keyQueries } from './key-queries.js';

/** GET /key/list, whole rows: one page of keys as the server sorts and filters them. */
export function listKeys(query: KeyListQuery, signal?: AbortSignal): Promise<KeyList> {
  return get('/key/list', {
    query: { ...query, return_full_object: true },
    expect: hasFields<KeyList>('keys', 'total_count'),
    ...(signal && { signal }),
  });
}

export const keyListQuery = (query: KeyListQuery) =>
  queryOptions({
    queryKey: [...keyQueries.lists, query],
    queryFn: ({ signal }) => listKeys(query, signal),
    placeholderData: keepPreviousData,
  });
