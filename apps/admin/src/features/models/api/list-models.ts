import { type ModelInfoList } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /model/info: every deployment the caller may use. */
export function listModels(signal?: AbortSignal): Promise<ModelInfoList> {
  return get('/model/info', { expect: hasFields<ModelInfoList>('data'), ...(signal && { signal }) });
}

export const modelsQuery = queryOptions({
  queryKey: ['models', 'deployments'],
  queryFn: async ({ signal }) => (await listModels(signal)).data,
  staleTime: 60_000,
});
