import { type Deployment, type NamedModels, type RoutingTable } from './routing-table.js';

/** The deployments that serve a name, and what the stars of a wildcard stood for. */
export interface ModelGroup {
  /** Public name after aliases: the group's, or the asked name itself when a wildcard serves it. */
  readonly name: string;
  readonly deployments: readonly Deployment[];
  /** Text of each `*` of the pattern that matched, in order; empty for exact names. */
  readonly captures: readonly string[];
}

/**
 * Which group serves a name: the team's own models first, then alias, routing group, exact name, the longest wildcard that
 * matches, and a deployment's id. An alias may lead to anything but another alias, so there is no loop.
 * @param teamId whose models count besides those of all.
 * @returns null when nothing serves it.
 */
export function resolveModel(
  table: RoutingTable,
  asked: string,
  teamId: string | null = null,
): ModelGroup | null {
  if (table.teamModels !== undefined && teamId !== null) {
    const own = table.teamModels.get(teamId);
    const found = own ? groupNamed(own, asked) : null;
    if (found) return found;
  }
  const alias = table.aliases.get(asked);
  const name = alias?.group ?? asked;
  const routed = table.routingGroups?.get(name);
  if (routed) return { name, deployments: routed, captures: [] };
  return groupNamed(table, name) ?? deploymentById(table, name);
}

function groupNamed({ groups, wildcards }: NamedModels, name: string): ModelGroup | null {
  const exact = groups.get(name);
  if (exact) return { name, deployments: exact, captures: [] };
  for (const { pattern, deployments } of wildcards) {
    const captures = captureWildcard(pattern, name);
    if (captures) return priced({ name, deployments, captures });
  }
  return null;
}

/** Every list of deployments of a table, those of teams last. */
export function deploymentLists(table: RoutingTable): readonly (readonly Deployment[])[] {
  return [table, ...(table.teamModels?.values() ?? [])].flatMap(({ groups, wildcards }) => [
    ...groups.values(),
    ...wildcards.map(({ deployments }) => deployments),
  ]);
}

/** The model name to send upstream: the stars of the deployment's own name are filled with what the pattern captured. */
export function modelToSend(deployment: Deployment, group: ModelGroup): string {
  const own = deployment.target.model;
  if (group.captures.length === 0 || !own.includes('*')) return own;
  const stars = own.split('*').length - 1;
  if (group.captures.length > stars) return group.name;
  let next = 0;
  return own.replace(/\*/g, () => group.captures[next++] ?? '');
}

/**
 * Matches a whole name against a pattern in which every `*` stands for any text; earlier stars take as much as they can.
 * @returns the text of each star, or null.
 */
export function captureWildcard(pattern: string, name: string): string[] | null {
  const pieces = pattern.split('*');
  if (pieces.length === 1) return pattern === name ? [] : null;
  const head = pieces[0] ?? '';
  const tail = pieces.at(-1) ?? '';
  let end = name.length - tail.length;
  if (end < head.length || !name.startsWith(head) || !name.endsWith(tail)) return null;
  const captures: string[] = [];
  for (const piece of pieces.slice(1, -1).reverse()) {
    const at = name.lastIndexOf(piece, end - piece.length);
    if (at < head.length || at + piece.length > end) return null;
    captures.unshift(name.slice(at + piece.length, end));
    end = at;
  }
  captures.unshift(name.slice(head.length, end));
  return captures;
}

/** A wildcard has the prices of the model that it stands for in this call. */
function priced(group: ModelGroup): ModelGroup {
  if (group.deployments.every(({ pricesOf }) => pricesOf === undefined)) return group;
  const deployments = group.deployments.map((deployment) =>
    deployment.pricesOf
      ? { ...deployment, prices: deployment.pricesOf(modelToSend(deployment, group)) }
      : deployment,
  );
  return { ...group, deployments };
}

function deploymentById(table: RoutingTable, id: string): ModelGroup | null {
  for (const list of deploymentLists(table)) {
    const found = list.find((deployment) => deployment.id === id);
    if (found) return { name: found.group, deployments: [found], captures: [] };
  }
  return null;
}
