import { type KeyList, type KeyView } from '@tollgate/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { write } from '../../../shared/api/client.js';
import { isRecord } from '../../../shared/api/json-shape.js';
import { keyQueries } from './key-queries.js';

export interface BlockKey {
  hash: string;
  blocked: boolean;
}

/** POST /key/block or /key/unblock. */
export function blockKey({ hash, blocked }: BlockKey): Promise<Record<string, unknown>> {
  return write('POST', blocked ? '/key/block' : '/key/unblock', { body: { key: hash }, expect: isRecord });
}

/** Shows the new state at once and takes it back when the API refuses. */
export function useBlockKey() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: blockKey,
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: keyQueries.all });
      const before = queryClient.getQueriesData({ queryKey: keyQueries.all });
      queryClient.setQueriesData<KeyList>(
        { queryKey: keyQueries.lists },
        (list) => list && inList(list, change),
      );
      queryClient.setQueryData<KeyView>(
        keyQueries.info(change.hash),
        (key) => key && { ...key, blocked: change.blocked },
      );
      return { before };
    },
    onError: (_error, _change, context) => {
      for (const [queryKey, data] of context?.before ?? []) queryClient.setQueryData(queryKey, data);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyQueries.all }),
  });
}

function inList(list: KeyList, { hash, blocked }: BlockKey): KeyList {
  return { ...list, keys: list.keys.map((key) => (key.token === hash ? { ...key, blocked } : key)) };
}
