import { mayUseModel } from '@tollgate/core';
import { type Deployment, type RoutingTable } from '@tollgate/routing';

/** A public name and the deployments behind it. */
export interface VisibleGroup {
  readonly name: string;
  readonly deployments: readonly Deployment[];
}

/** The groups that a list of models allows; all of them when it is null or empty. */
export function visibleGroups(
  table: RoutingTable,
  allowed: readonly string[] | null,
): readonly VisibleGroup[] {
  const groups = [
    ...[...table.groups].map(([name, deployments]) => ({ name, deployments })),
    ...table.wildcards.map(({ pattern, deployments }) => ({ name: pattern, deployments })),
  ];
  if (allowed === null) return groups;
  return groups.filter(({ name, deployments }) => {
    const accessGroups = deployments.flatMap((deployment) => deployment.accessGroups);
    return mayUseModel(allowed, name, accessGroups);
  });
}
