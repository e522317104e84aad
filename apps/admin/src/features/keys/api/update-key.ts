import { type UpdateKeyRequest } from '@tollgate/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { keyQueries } from './key-queries.js';

/** POST /key/update: writes the fields that are present; null clears. */
export function updateKey(request: UpdateKeyRequest): Promise<Record<string, unknown>> {
  return write('POST', '/key/update', { body: request, expect: isRecord });
}

export function useUpdateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: updateKey,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyQueries.all }),
  });
}
