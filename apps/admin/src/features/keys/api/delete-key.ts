import { useMutation, useQueryClient } from '@tanstack/react-query';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { keyQueries } from './key-queries.js';

/** POST /key/delete: the key stops working everywhere within a second; its spend stays in the ledger. */
export function deleteKey(hash: string): Promise<Record<string, unknown>> {
  return write('POST', '/key/delete', { body: { keys: [hash] }, expect: isRecord });
}

export function useDeleteKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: deleteKey,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keyQueries.lists }),
  });
}
