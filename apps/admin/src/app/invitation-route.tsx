import { getRouteApi, useRouter } from '@tanstack/react-router';
import { InvitationPage } from '../features/session/invitation-page.js';
import { NotFoundPage } from './fallback-pages.js';

const route = getRouteApi('/invitation');

/** An invitation at its address; the secret leaves the address bar with the page. */
export function InvitationRoute() {
  const { invitation_id: invitation } = route.useSearch();
  const router = useRouter();
  if (invitation === undefined) return <NotFoundPage />;
  return (
    <InvitationPage
      invitation={invitation}
      onSignedIn={() => void router.navigate({ href: '/', replace: true })}
    />
  );
}
