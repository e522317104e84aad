/** Groups a key's `allowed_routes` may name, with the management routes in each. Source: contract of the management API §2. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  info_routes: [
    '/key/info',
    '/v2/key/info',
    '/key/health',
    '/key/list',
    '/team/info',
    '/team/list',
    '/v2/team/list',
    '/team/available',
    '/organization/list',
    '/user/info',
    '/v2/user/info',
    '/user/filter/ui',
    '/model/info',
    '/v1/model/info',
    '/v2/model/info',
    '/model_group/info',
    '/models',
    '/v1/models',
    '/health',
    '/health/services',
    '/sso/get/ui_settings',
  ],
  management_routes: ['/key', '/user', '/team', '/model', '/jwt/key/mapping'],
  spend_tracking_routes: ['/spend', '/cost/estimate'],
  global_spend_tracking_routes: ['/global/spend', '/global/predict/spend/logs'],
};

/**
 * Is a path within a key's `allowed_routes`? An entry is a path (also a prefix of one, at a `/`), a path with a trailing
 * `*`, or a group. An empty list confines nothing.
 */
export function isRouteAllowed(allowed: readonly string[], path: string): boolean {
  return allowed.length === 0 || allowed.some((entry) => covers(entry, path));
}

function covers(entry: string, path: string): boolean {
  const group = Object.hasOwn(GROUPS, entry) ? GROUPS[entry] : undefined;
  if (group) return group.some((route) => isAtOrBelow(path, route));
  if (entry.endsWith('*')) return path.startsWith(entry.slice(0, -1));
  return isAtOrBelow(path, entry);
}

function isAtOrBelow(path: string, route: string): boolean {
  return path === route || path.startsWith(route.endsWith('/') ? route : `${route}/`);
}
