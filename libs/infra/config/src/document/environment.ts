import { type ConfigWarning } from '../problems/problem.js';
import { type ConfigNode, type MapNode, type ScalarNode } from './config-node.js';

/** Variables by name, as `process.env` has them. */
export type Environment = Record<string, string | undefined>;

const REFERENCE = 'os.environ/';

/**
 * Replaces every text `os.environ/NAME` by the variable's value; unset ones become null and a warning that names the
 * variable. `environment_variables` is written into `env` first, so that the rest of the file sees it.
 */
export function resolveEnvironment(root: MapNode, env: Environment, warnings: ConfigWarning[]): MapNode {
  const declared = root.entries.get('environment_variables');
  if (declared?.node.kind === 'map') declareVariables(declared.node, env, warnings);
  return resolveMap(root, env, '', warnings);
}

function declareVariables(map: MapNode, env: Environment, warnings: ConfigWarning[]): void {
  for (const [name, { node }] of map.entries) {
    if (node.kind !== 'scalar') continue;
    const { value, source } = resolveScalar(node, env, `environment_variables.${name}`, warnings);
    if (value !== null) env[name] = typeof value === 'string' ? value : source;
  }
}

function resolve(node: ConfigNode, env: Environment, path: string, warnings: ConfigWarning[]): ConfigNode {
  switch (node.kind) {
    case 'scalar':
      return resolveScalar(node, env, path, warnings);
    case 'list':
      return {
        ...node,
        items: node.items.map((item, index) => resolve(item, env, `${path}[${index}]`, warnings)),
      };
    case 'map':
      return resolveMap(node, env, path, warnings);
  }
}

function resolveMap(map: MapNode, env: Environment, path: string, warnings: ConfigWarning[]): MapNode {
  const entries = new Map(
    [...map.entries].map(([key, { origin, node }]) => {
      const keyPath = path === '' ? key : `${path}.${key}`;
      // Its values were read, and warned about, when the variables were declared.
      const reports = keyPath.startsWith('environment_variables.') ? [] : warnings;
      return [key, { origin, node: resolve(node, env, keyPath, reports) }];
    }),
  );
  return { ...map, entries };
}

function resolveScalar(
  node: ScalarNode,
  env: Environment,
  path: string,
  warnings: ConfigWarning[],
): ScalarNode {
  if (typeof node.value !== 'string' || !node.value.startsWith(REFERENCE)) return node;
  const variable = node.value.slice(REFERENCE.length);
  const value = env[variable];
  if (value === undefined) {
    const message = `the environment variable ${variable} is not set, so this counts as not configured`;
    warnings.push({ origin: node.origin, path, message });
    return { ...node, value: null, source: '', variable };
  }
  return { ...node, value, source: value, variable };
}
