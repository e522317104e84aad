import { type Environment, type GatewayConfig } from '@tollgate/config';
import { deploymentLists, resolveModel, type RoutingTable } from '@tollgate/routing';
import { NO_OWN_PRICES, type PriceBook } from '../prices/price-book.js';
import { budgetRules } from './deployment-budgets.js';
import { type DatabaseEntry, type IdleModel } from './model-origin.js';
import { routerDefaults } from './router-defaults.js';
import { buildRoutingGroups } from './routing-groups.js';
import { TableBuilder } from './table-builder.js';

export interface BuiltTable {
  readonly table: RoutingTable;
  /** Sentences for the operator: entries that were left out, and entries that cannot be served. Never a secret. */
  readonly notes: readonly string[];
  /** Entries that no call reaches, for administrators to see. */
  readonly idle: readonly IdleModel[];
}

/**
 * What routing decides by, from a checked configuration. An entry that cannot be built is left out with a note, as one
 * model must not keep the others from being served; a provider that is not built yet is kept, so that clients learn so.
 * @param stored models of the database, which come after those of the file.
 * @param book prices that admins set, which come before all others.
 */
export function buildRoutingTable(
  config: GatewayConfig,
  env: Environment,
  stored: readonly DatabaseEntry[] = [],
  book: PriceBook = NO_OWN_PRICES,
): BuiltTable {
  const credentials = new Set((config.credential_list ?? []).map(({ credential_name }) => credential_name));
  const budgets = budgetRules(config);
  const parallel = config.router_settings?.default_max_parallel_requests ?? null;
  const builder = new TableBuilder(env, parallel, credentials, budgets, book);
  for (const [index, entry] of (config.model_list ?? []).entries())
    builder.add(entry, { place: `model_list[${index}] (${entry.model_name})`, facts: null });
  for (const { entry, facts } of stored)
    builder.add(entry, { place: `model ${entry.model_info?.id ?? ''} (${entry.model_name})`, facts });
  if (config.general_settings?.infer_model_from_keys === true) builder.addInferred();
  const { groups, wildcards } = builder.models();
  const teamModels = builder.teamModels();
  const { notes, ...routingGroups } = buildRoutingGroups(
    config.router_settings?.routing_groups ?? [],
    groups,
  );
  const table: RoutingTable = {
    groups,
    ...(routingGroups.routingGroups.size === 0 ? {} : routingGroups),
    wildcards,
    ...(teamModels.size === 0 ? {} : { teamModels }),
    aliases: aliasesOf(config),
    ...routerDefaults(config, env),
  };
  return {
    table,
    notes: [...budgets.notes, ...builder.notes, ...notes, ...danglingNames(table)],
    idle: builder.idle,
  };
}

/** `model_group_alias`. */
export function aliasesOf(config: GatewayConfig): RoutingTable['aliases'] {
  const aliases = Object.entries(config.router_settings?.model_group_alias ?? {});
  return new Map(
    aliases.map(([alias, to]) => [
      alias,
      typeof to === 'string' ? { group: to, hidden: false } : { group: to.model, hidden: to.hidden ?? false },
    ]),
  );
}

/** Fallbacks and aliases that lead nowhere are most likely misspelt. */
function danglingNames(table: RoutingTable): string[] {
  const serves = (name: string) => resolveModel(table, name) !== null;
  const fallbacks = [...table.fallbacks].flatMap(([group, names]) =>
    names.filter((name) => !serves(name)).map((name) => `fallbacks of ${group}: no model is called ${name}`),
  );
  const general = table.defaultFallbacks
    .filter((name) => !serves(name))
    .map((name) => `default_fallbacks: no model is called ${name}`);
  const aliases = [...table.aliases]
    .filter(([, { group }]) => !serves(group))
    .map(([alias, { group }]) => `model_group_alias ${alias}: no model is called ${group}`);
  const silent = deploymentLists(table)
    .flat()
    .flatMap(({ silentModel, group }) =>
      silentModel === undefined || serves(silentModel)
        ? []
        : [`silent_model of ${group}: no model is called ${silentModel}`],
    );
  return [...fallbacks, ...general, ...aliases, ...new Set(silent)];
}
