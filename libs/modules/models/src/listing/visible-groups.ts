import { type KeyContext, mayUseModel } from '@tollgate/core';
import { type Deployment, type RoutingTable } from '@tollgate/routing';

/** A public name and the deployments behind it. */
export interface VisibleGroup {
  readonly name: string;
  readonly deployments: readonly Deployment[];
}

/** The groups that a caller's key may use: all of them for the master key and for a key without a list of models. */
export function visibleGroups(table: RoutingTable, key: KeyContext): readonly VisibleGroup[] {
  const groups = [
    ...[...table.groups].map(([name, deployments]) => ({ name, deployments })),
    ...table.wildcards.map(({ pattern, deployments }) => ({ name: pattern, deployments })),
  ];
  if (key.master) return groups;
  return groups.filter(({ name, deployments }) => {
    const accessGroups = deployments.flatMap((deployment) => deployment.accessGroups);
    return mayUseModel(key.models, name, accessGroups);
  });
}
