import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SESSION_PATH, setCsrfToken, write } from '../../../shared/api/client.js';
import { anyReply } from '../../../shared/api/json-shape.js';

/** DELETE /ui/session: ends the session on the server and forgets everything that was read with it. */
export function signOut(): Promise<unknown> {
  return write('DELETE', SESSION_PATH, { expect: anyReply });
}

export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      setCsrfToken(null);
      queryClient.clear();
    },
  });
}
