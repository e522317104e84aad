import { type SessionView, type SignInRequest } from '@tollgate/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SESSION_PATH, setCsrfToken, write } from '../../../shared/api/client.js';
import { isSession, sessionQuery } from './get-session.js';

/** POST /ui/session: trades the master key for a cookie that scripts cannot read. */
export function signIn(request: SignInRequest): Promise<SessionView> {
  return write('POST', SESSION_PATH, { body: request, expect: isSession });
}

export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      setCsrfToken(session.csrf_token);
      queryClient.setQueryData(sessionQuery.queryKey, session);
    },
  });
}
