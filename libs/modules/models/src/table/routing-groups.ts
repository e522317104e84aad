import { type GatewayConfig } from '@tollgate/config';
import { type Deployment, type GroupStrategy, type RoutingTable } from '@tollgate/routing';
import { strategyArgs } from './strategy-args.js';

type Group = NonNullable<NonNullable<GatewayConfig['router_settings']>['routing_groups']>[number];

export interface BuiltRoutingGroups extends Required<
  Pick<RoutingTable, 'routingGroups' | 'groupStrategies'>
> {
  readonly notes: readonly string[];
}

/**
 * `routing_groups`: a strategy of its own for some models, and one more name under which all of them serve. A model belongs
 * to the first group that names it. The name has no access groups: a key that may use one of the models may not use all.
 */
export function buildRoutingGroups(
  given: readonly Group[],
  groups: RoutingTable['groups'],
): BuiltRoutingGroups {
  const routingGroups = new Map<string, readonly Deployment[]>();
  const groupStrategies = new Map<string, GroupStrategy>();
  const notes: string[] = [];
  for (const group of given) {
    const { group_name: name, models } = group;
    if (routingGroups.has(name)) {
      notes.push(`routing_groups: ${name} stands there twice; the first one counts`);
      continue;
    }
    for (const model of models)
      if (!groups.has(model)) notes.push(`routing_groups ${name}: no model is called ${model}`);
    const members = models.flatMap((model) => membersOf(model, group, groups));
    if (members.length > 0) routingGroups.set(name, members);
    const strategy = strategyOf(group);
    if (strategy === null) continue;
    for (const served of [name, ...models])
      if (!groupStrategies.has(served)) groupStrategies.set(served, strategy);
  }
  return { routingGroups, groupStrategies, notes };
}

function membersOf(
  model: string,
  { model_priorities: priorities }: Group,
  groups: RoutingTable['groups'],
): Deployment[] {
  const priority = priorities?.[model];
  return (groups.get(model) ?? []).map((deployment) => ({
    ...deployment,
    order: typeof priority === 'number' ? priority : deployment.order,
    accessGroups: [],
  }));
}

function strategyOf({
  routing_strategy: strategy,
  routing_strategy_args: args,
}: Group): GroupStrategy | null {
  return strategy === undefined ? null : { strategy, strategyArgs: strategyArgs(args) };
}
