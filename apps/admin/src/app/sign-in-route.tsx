import { getRouteApi, useRouter } from '@tanstack/react-router';
import { SignInPage } from '../features/session/sign-in-page.js';

const route = getRouteApi('/sign-in');

/** The sign-in page at its address; afterwards back to where one was. */
export function SignInRoute() {
  const { back } = route.useSearch();
  const router = useRouter();
  return (
    <SignInPage
      returning={back !== undefined}
      onSignedIn={() => void router.navigate({ href: back ?? '/', replace: true })}
    />
  );
}
