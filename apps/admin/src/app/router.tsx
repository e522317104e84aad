import { type QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  redirect,
  stringifySearchWith,
  type RouterHistory,
} from '@tanstack/react-router';
import { readExportsSearch } from '../features/exports/exports-search.js';
import { readKeysSearch } from '../features/keys/keys-search.js';
import { readLogsSearch } from '../features/logs/logs-search.js';
import { readModelsSearch } from '../features/models/models-search.js';
import { OverviewPage } from '../features/overview/overview-page.js';
import { readOverviewSearch } from '../features/overview/overview-search.js';
import { sessionQuery } from '../features/session/api/get-session.js';
import { SIGN_IN_WAYS, type SignInWay } from '../features/session/sign-in-way.js';
import { readPlaygroundSearch } from '../features/playground/playground-search.js';
import { readSettingsSearch } from '../features/settings/settings-search.js';
import { readTeamsSearch } from '../features/teams/teams-search.js';
import { readUsageSearch } from '../features/usage/usage-search.js';
import { readUsersSearch } from '../features/users/users-search.js';
import { rootPath } from '../shared/api/root-path.js';
import {
  choiceField,
  readDetailSearch,
  readListSearch,
  textField,
  type RawSearch,
} from '../shared/url/search-fields.js';
import { FailedPage, NotFoundPage } from './fallback-pages.js';
import { SignedIn } from './signed-in.js';
import { SignInRoute } from './sign-in-route.js';

interface RouterContext {
  queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet });

interface SignInSearch {
  back?: string | undefined;
  with?: SignInWay | undefined;
}

/** Where to go after signing in: a page of the dashboard, never another site. */
const readSignInSearch = (search: RawSearch): SignInSearch => {
  const back = textField(search, 'back', 2_000);
  return {
    back: back?.startsWith('/') && !/^\/[/\\]/.test(back) ? back : undefined,
    with: choiceField(search, 'with', SIGN_IN_WAYS),
  };
};

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: SignInRoute,
});

/** Whoever has the link has no session yet. */
const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: (search: RawSearch): { invitation_id?: string | undefined } => ({
    invitation_id: textField(search, 'invitation_id'),
  }),
  component: lazyRouteComponent(() => import('./invitation-route.js'), 'InvitationRoute'),
});

/** Everything behind the sign-in. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: '_app',
  beforeLoad: async ({ context, location }) => {
    // The address LiteLLM's links have: `/ui?invitation_id=…`.
    const invitation = textField(location.search, 'invitation_id');
    if (invitation !== undefined)
      throw redirect({ to: '/invitation', search: { invitation_id: invitation }, replace: true });
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session) return { session };
    const back = location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/sign-in', search: { back }, replace: true });
  },
  component: SignedIn,
});

const overviewRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  validateSearch: readOverviewSearch,
  component: OverviewPage,
});

const keysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/keys',
  validateSearch: readKeysSearch,
  component: lazyRouteComponent(() => import('../features/keys/keys-page.js'), 'KeysPage'),
});

const keyRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/keys/$keyHash',
  component: lazyRouteComponent(() => import('./key-page.js'), 'KeyPage'),
});

const teamsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/teams',
  validateSearch: readTeamsSearch,
  component: lazyRouteComponent(() => import('../features/teams/teams-page.js'), 'TeamsPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/teams/$teamId',
  component: lazyRouteComponent(() => import('./team-page.js'), 'TeamPage'),
});

const usersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/users',
  validateSearch: readUsersSearch,
  component: lazyRouteComponent(() => import('../features/users/users-page.js'), 'UsersPage'),
});

const userRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/users/$userId',
  component: lazyRouteComponent(() => import('./user-page.js'), 'UserPage'),
});

const organizationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organizations',
  validateSearch: readListSearch,
  component: lazyRouteComponent(
    () => import('../features/organizations/organizations-page.js'),
    'OrganizationsPage',
  ),
});

const organizationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organizations/$organizationId',
  component: lazyRouteComponent(() => import('./organization-page.js'), 'OrganizationPage'),
});

const budgetsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/budgets',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../features/budgets/budgets-page.js'), 'BudgetsPage'),
});

const customersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/customers',
  validateSearch: readDetailSearch,
  component: lazyRouteComponent(() => import('../features/customers/customers-page.js'), 'CustomersPage'),
});

const tagsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/tags',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../features/tags/tags-page.js'), 'TagsPage'),
});

const accessGroupsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/access-groups',
  validateSearch: readListSearch,
  component: lazyRouteComponent(
    () => import('../features/access-groups/access-groups-page.js'),
    'AccessGroupsPage',
  ),
});

const modelsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/models',
  validateSearch: readModelsSearch,
  component: lazyRouteComponent(() => import('../features/models/models-page.js'), 'ModelsPage'),
});

const playgroundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/playground',
  validateSearch: readPlaygroundSearch,
  component: lazyRouteComponent(() => import('../features/playground/playground-page.js'), 'PlaygroundPage'),
});

const usageRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/usage',
  validateSearch: readUsageSearch,
  component: lazyRouteComponent(() => import('../features/usage/usage-page.js'), 'UsagePage'),
});

const exportsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/exports',
  validateSearch: readExportsSearch,
  component: lazyRouteComponent(() => import('../features/exports/exports-page.js'), 'ExportsPage'),
});

const logsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/logs',
  validateSearch: readLogsSearch,
  component: lazyRouteComponent(() => import('../features/logs/logs-page.js'), 'LogsPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import('./settings-route.js'), 'SettingsRoute'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  invitationRoute,
  appRoute.addChildren([
    overviewRoute,
    keysRoute,
    keyRoute,
    teamsRoute,
    teamRoute,
    usersRoute,
    userRoute,
    organizationsRoute,
    organizationRoute,
    budgetsRoute,
    customersRoute,
    tagsRoute,
    accessGroupsRoute,
    modelsRoute,
    playgroundRoute,
    usageRoute,
    exportsRoute,
    logsRoute,
    settingsRoute,
  ]),
]);

/** Addresses carry plain text, `?page=2`, never JSON: people read and edit them. */
const plainText = (value: unknown): string => (typeof value === 'string' ? value : String(value));

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    basepath: `${rootPath()}/ui`,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    scrollRestoration: true,
    parseSearch: parseSearchWith(plainText),
    stringifySearch: stringifySearchWith(plainText),
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: FailedPage,
    ...(history && { history }),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
