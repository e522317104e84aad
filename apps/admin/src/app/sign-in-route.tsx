import { getRouteApi, useRouter } from '@tanstack/react-router';
import { lastSignInWay } from '../features/session/sign-in-way.js';
import { SignInPage } from '../features/session/sign-in-page.js';

const route = getRouteApi('/sign-in');

/** The sign-in page at its address; afterwards back to where one was. */
export function SignInRoute() {
  const { back, with: way = lastSignInWay() } = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  return (
    <SignInPage
      returning={back !== undefined}
      way={way}
      onWay={(next) => void navigate({ search: { back, with: next }, replace: true })}
      onSignedIn={() => void router.navigate({ href: back ?? '/', replace: true })}
    />
  );
}
