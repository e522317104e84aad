import { type ConfigNode, type MapEntry, type Origin } from '../document/config-node.js';

/** Values that come from the database or a request have no line. */
const NOWHERE: Origin = { file: 'database', line: 0, column: 0 };

/** A JSON value as the tree that the schema reads. What JSON cannot hold (undefined) is left out. */
export function jsonNode(value: unknown): ConfigNode {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return scalar(value);
    case 'object':
      if (value === null) return scalar(null);
      if (Array.isArray(value)) return { kind: 'list', items: value.map(jsonNode), origin: NOWHERE };
      return { kind: 'map', entries: entriesOf(value), origin: NOWHERE };
    default:
      return scalar(null);
  }
}

function scalar(value: string | number | boolean | null): ConfigNode {
  return {
    kind: 'scalar',
    value,
    source: value === null ? '' : String(value),
    variable: null,
    origin: NOWHERE,
  };
}

function entriesOf(object: object): Map<string, MapEntry> {
  return new Map(
    Object.entries(object)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, { origin: NOWHERE, node: jsonNode(member) }]),
  );
}
