import { type KeyContext } from '@tollgate/core';
import { type ModelGroup, resolveModel, type RoutingTable } from '@tollgate/routing';
import { mayUse } from '../authorize/authorize.js';

/** What OpenAI's model list says of a model; the time is a constant that clients of LiteLLM know. */
export interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  readonly created: 1677610602;
  readonly owned_by: 'openai';
}

/** Every name the key may use: groups, aliases that are not hidden, wildcards as their pattern, in the order of the table. */
export function listModels(key: KeyContext, table: RoutingTable): ListedModel[] {
  const names = new Set<string>();
  const own = key.teamId === null ? undefined : table.teamModels?.get(key.teamId);
  for (const [name, deployments] of own?.groups ?? [])
    if (publicName(name, deployments) && mayUse(key, name, group(name, deployments))) names.add(name);
  for (const { pattern, deployments } of own?.wildcards ?? [])
    if (mayUse(key, pattern, group(pattern, deployments))) names.add(pattern);
  for (const [name, deployments] of [...table.groups, ...(table.routingGroups ?? [])])
    if (mayUse(key, name, group(name, deployments))) names.add(name);
  for (const [alias, { hidden }] of table.aliases) {
    if (!hidden && mayUse(key, alias, resolveModel(table, alias))) names.add(alias);
  }
  for (const { pattern, deployments } of table.wildcards)
    if (mayUse(key, pattern, group(pattern, deployments))) names.add(pattern);
  // Names a key was given that only a wildcard serves.
  for (const name of key.models)
    if (!name.includes('*') && resolveModel(table, name, key.teamId)) names.add(name);
  for (const alias of Object.keys(key.aliases)) names.add(alias);
  return [...names].map(listed);
}

/** One model by its name; null when there is none or the key may not use it: the two look alike. */
export function findModel(key: KeyContext, name: string, table: RoutingTable): ListedModel | null {
  const target = Object.hasOwn(key.aliases, name) ? (key.aliases[name] ?? name) : name;
  const found = resolveModel(table, target, key.teamId);
  const known = found ?? wildcardOf(table, name);
  return known && (mayUse(key, name, known) || mayUse(key, target, known)) ? listed(name) : null;
}

function wildcardOf(table: RoutingTable, name: string): ModelGroup | null {
  const wildcard = table.wildcards.find(({ pattern }) => pattern === name);
  return wildcard ? group(name, wildcard.deployments) : null;
}

/** A team's models are also known by the names they are stored under, which nobody needs to see. */
function publicName(name: string, deployments: ModelGroup['deployments']): boolean {
  return deployments[0]?.group === name;
}

function group(name: string, deployments: ModelGroup['deployments']): ModelGroup {
  return { name, deployments, captures: [] };
}

function listed(id: string): ListedModel {
  return { id, object: 'model', created: 1677610602, owned_by: 'openai' };
}
