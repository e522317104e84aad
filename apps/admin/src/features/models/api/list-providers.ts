import { type ProviderForm } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';

/** GET /public/providers/fields: what a model of each provider needs. */
export function listProviders(signal?: AbortSignal): Promise<ProviderForm[]> {
  return get('/public/providers/fields', {
    expect: isListOf<ProviderForm>('provider', 'credential_fields'),
    ...(signal && { signal }),
  });
}

export const providersQuery = queryOptions({
  queryKey: ['models', 'providers'],
  queryFn: ({ signal }) => listProviders(signal),
  staleTime: Infinity,
});
