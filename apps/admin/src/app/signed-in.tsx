import { useNavigate, useRouter, useRouteContext } from '@tanstack/react-router';
import { useEffect } from 'react';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../features/session/api/get-session.js';
import { useSignOut } from '../features/session/api/sign-out.js';
import { onSignedOut } from '../shared/api/client.js';
import { Shell } from './shell.js';

/** The shell, for as long as the session lasts. */
export function SignedIn() {
  const { session } = useRouteContext({ from: '/_app' });
  const signOut = useLeave();
  useSessionEnd();
  return <Shell session={session} onSignOut={signOut} />;
}

/** Ends the session on purpose. */
export function useLeave(): () => void {
  const { mutate } = useSignOut();
  const navigate = useNavigate();
  return () =>
    mutate(undefined, {
      onSuccess: () => void navigate({ to: '/sign-in' }),
      onError: (error) =>
        notifications.show({ color: 'red', title: 'You could not be signed out', message: error.message }),
    });
}

/** When the API says that the session has ended: to the sign-in page, and from there back to here. */
function useSessionEnd(): void {
  const router = useRouter();
  const queryClient = useQueryClient();
  useEffect(
    () =>
      onSignedOut(() => {
        queryClient.setQueryData(sessionQuery.queryKey, null);
        void router.navigate({ to: '/sign-in', search: { back: router.state.location.href } });
      }),
    [router, queryClient],
  );
}
