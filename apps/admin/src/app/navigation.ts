import { type Role } from '@tollgate/core';
import {
  IconBox,
  IconBuilding,
  IconChartBar,
  IconFileExport,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconMessage2,
  IconSettings,
  IconStack2,
  IconTag,
  IconUserDollar,
  IconUsers,
  IconUsersGroup,
  IconWallet,
  type Icon,
} from '@tabler/icons-react';

type Page =
  | '/'
  | '/keys'
  | '/models'
  | '/playground'
  | '/usage'
  | '/exports'
  | '/logs'
  | '/teams'
  | '/users'
  | '/organizations'
  | '/budgets'
  | '/customers'
  | '/tags'
  | '/access-groups'
  | '/settings';

/** One page of the navigation. */
export interface NavigationItem {
  to: Page;
  label: string;
  icon: Icon;
  /** Who sees it; absent: everyone. */
  roles?: readonly Role[];
}

export interface NavigationGroup {
  label: string;
  items: readonly NavigationItem[];
}

const ADMINS: readonly Role[] = ['proxy_admin', 'proxy_admin_viewer'];

/** Every page, grouped as people look for it. A new page is a line here and a route in router.tsx. */
const NAVIGATION: readonly NavigationGroup[] = [
  {
    label: 'Gateway',
    items: [
      { to: '/', label: 'Overview', icon: IconLayoutDashboard },
      { to: '/keys', label: 'Keys', icon: IconKey },
      { to: '/models', label: 'Models', icon: IconBox },
      { to: '/playground', label: 'Playground', icon: IconMessage2 },
    ],
  },
  {
    label: 'Observability',
    items: [
      { to: '/usage', label: 'Usage', icon: IconChartBar },
      { to: '/exports', label: 'Exports', icon: IconFileExport },
      { to: '/logs', label: 'Logs', icon: IconListDetails },
    ],
  },
  {
    label: 'Access',
    items: [
      { to: '/teams', label: 'Teams', icon: IconUsersGroup },
      { to: '/users', label: 'Users', icon: IconUsers, roles: ADMINS },
      { to: '/organizations', label: 'Organizations', icon: IconBuilding },
      { to: '/customers', label: 'Customers', icon: IconUserDollar, roles: ADMINS },
      { to: '/tags', label: 'Tags', icon: IconTag, roles: ADMINS },
      { to: '/budgets', label: 'Budgets', icon: IconWallet, roles: ADMINS },
      { to: '/access-groups', label: 'Access groups', icon: IconStack2, roles: ADMINS },
    ],
  },
  { label: 'Administration', items: [{ to: '/settings', label: 'Settings', icon: IconSettings }] },
];

/** The navigation as a role sees it, without empty groups. */
export function navigationFor(role: Role): NavigationGroup[] {
  return NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.roles === undefined || item.roles.includes(role)),
  })).filter((group) => group.items.length > 0);
}
