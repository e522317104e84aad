import { type KeyInfo, type KeyView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { keyQueries } from './key-queries.js';

/** GET /key/info: one key by its hash. */
export async function getKey(hash: string, signal?: AbortSignal): Promise<KeyView> {
  const { info } = await get('/key/info', {
    query: { key: hash },
    expect: hasFields<KeyInfo>('info'),
    ...(signal && { signal }),
  });
  return { ...info, token: hash };
}

export const keyQuery = (hash: string) =>
  queryOptions({ queryKey: keyQueries.info(hash), queryFn: ({ signal }) => getKey(hash, signal) });
