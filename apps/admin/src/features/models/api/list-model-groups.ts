import { type ModelGroupList } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /model_group/info: the public names a key may be given. */
export function listModelGroups(signal?: AbortSignal): Promise<ModelGroupList> {
  return get('/model_group/info', { expect: hasFields<ModelGroupList>('data'), ...(signal && { signal }) });
}

export const modelGroupsQuery = queryOptions({
  queryKey: ['models', 'groups'],
  queryFn: async ({ signal }) => (await listModelGroups(signal)).data,
  staleTime: 60_000,
});
