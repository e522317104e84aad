import { mayUseModel } from '@tollgate/core';
import { type Deployment, type NamedModels, type RoutingTable } from '@tollgate/routing';

/** A public name and the deployments behind it. */
export interface VisibleGroup {
  readonly name: string;
  readonly deployments: readonly Deployment[];
}

/** What somebody may see of the models. */
export interface ModelSight {
  /** As on a key: names, wildcards, access groups; empty: all of them. */
  readonly allowed: readonly string[];
  /** Teams whose own models are seen as well. */
  readonly teamIds: readonly string[];
}

/** The groups that somebody may see; all of them, those of every team too, when nothing restricts it (null). */
export function visibleGroups(table: RoutingTable, sight: ModelSight | null): readonly VisibleGroup[] {
  const everybodys = groupsOf(table);
  const teams = [...(table.teamModels ?? [])];
  if (sight === null) return [...everybodys, ...teams.flatMap(([, models]) => groupsOf(models))];
  const own = teams.flatMap(([id, models]) => (sight.teamIds.includes(id) ? groupsOf(models) : []));
  return [...own, ...everybodys].filter(({ name, deployments }) => {
    const accessGroups = deployments.flatMap((deployment) => deployment.accessGroups);
    return mayUseModel(sight.allowed, name, accessGroups);
  });
}

/** Without the names that models of teams are stored under. */
function groupsOf({ groups, wildcards }: NamedModels): VisibleGroup[] {
  const all = [
    ...[...groups].map(([name, deployments]) => ({ name, deployments })),
    ...wildcards.map(({ pattern, deployments }) => ({ name: pattern, deployments })),
  ];
  return all.filter(({ name, deployments }) => deployments[0]?.group === name);
}
