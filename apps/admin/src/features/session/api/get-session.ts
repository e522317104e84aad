import { type SessionView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../../../shared/api/api-error.js';
import { get, SESSION_PATH, setCsrfToken } from '../../../shared/api/client.js';
import { hasFields } from '../../../shared/api/json-shape.js';

export const isSession = hasFields<SessionView>('user_id', 'role', 'csrf_token');

/** GET /ui/session: who is signed in; null when nobody is. Its CSRF token is kept for writes. */
export async function getSession(): Promise<SessionView | null> {
  try {
    const session = await get(SESSION_PATH, { expect: isSession });
    setCsrfToken(session.csrf_token);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.signedOut) return null;
    throw error;
  }
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: getSession,
  staleTime: 5 * 60_000,
});
