import { type GeneratedKey, type GenerateKeyRequest } from '@tollgate/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { write } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';
import { keyQueries } from './key-queries.js';

/** POST /key/generate: the reply is the only place where the secret is ever shown. */
export function generateKey(request: GenerateKeyRequest): Promise<GeneratedKey> {
  return write('POST', '/key/generate', { body: request, expect: hasFields<GeneratedKey>('key', 'token') });
}

export function useGenerateKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: generateKey,
    // The secret must not outlive the dialog that shows it.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyQueries.all }),
  });
}
