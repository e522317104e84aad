import { type ModelStateList } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

/** GET /model/state: how each deployment does; for admins. */
export function listModelStates(signal?: AbortSignal): Promise<ModelStateList> {
  return get('/model/state', { expect: hasFields<ModelStateList>('data'), ...(signal && { signal }) });
}

/** By deployment; read again every few seconds. */
export const modelStatesQuery = queryOptions({
  queryKey: ['models', 'states'],
  queryFn: async ({ signal }) =>
    new Map((await listModelStates(signal)).data.map((state) => [state.model_id, state])),
  refetchInterval: 5_000,
});
