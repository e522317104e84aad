import { type Role } from '@tollgate/core';
import {
  IconBox,
  IconChartBar,
  IconKey,
  IconLayoutDashboard,
  IconListDetails,
  IconSettings,
  type Icon,
} from '@tabler/icons-react';

/** One page of the navigation. */
export interface NavigationItem {
  to: '/' | '/keys' | '/models' | '/usage' | '/logs' | '/settings';
  label: string;
  icon: Icon;
  /** Who sees it; absent: everyone. */
  roles?: readonly Role[];
}

export interface NavigationGroup {
  label: string;
  items: readonly NavigationItem[];
}

/** Every page, grouped as people look for it. A new page is a line here and a route in router.tsx. */
const NAVIGATION: readonly NavigationGroup[] = [
  {
    label: 'Gateway',
    items: [
      { to: '/', label: 'Overview', icon: IconLayoutDashboard },
      { to: '/keys', label: 'Keys', icon: IconKey },
      { to: '/models', label: 'Models', icon: IconBox },
    ],
  },
  {
    label: 'Observability',
    items: [
      { to: '/usage', label: 'Usage', icon: IconChartBar },
      { to: '/logs', label: 'Logs', icon: IconListDetails },
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
