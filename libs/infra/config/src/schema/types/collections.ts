import { isUnset, plainValue, type ConfigNode } from '../../document/config-node.js';
import { isSecretName } from '../../problems/secret-names.js';
import { insideOf, type Place, type SettingType } from './setting-type.js';

/** A list whose items are all of one type. */
export function list<T>(
  item: SettingType<T>,
  what = `a list, each item ${item.expected}`,
): SettingType<readonly T[]> {
  return {
    expected: what,
    form: 'list',
    ...insideOf(item, '[]'),
    read(node, place) {
      return node.kind === 'list' ? readItems(node.items, item, place) : place.refuse(node, what);
    },
  };
}

/** A list, or one item without the list around it. */
export function listOrOne<T>(item: SettingType<T>): SettingType<readonly T[]> {
  return {
    expected: `${item.expected}, or a list of such`,
    form: 'list',
    read(node, place) {
      if (node.kind === 'list') return readItems(node.items, item, place);
      const value = item.read(node, place);
      return value === undefined ? undefined : [value];
    },
  };
}

function readItems<T>(items: readonly ConfigNode[], type: SettingType<T>, place: Place): T[] {
  return items.flatMap((item, index) => {
    const at = place.item(index);
    const value = isUnset(item) ? at.refuse(item, type.expected) : type.read(item, at);
    return value === undefined ? [] : [value];
  });
}

/** Names of the operator's choice, each with a value of one type. */
export function mapOf<T>(
  value: SettingType<T>,
  what = `a map, each value ${value.expected}`,
): SettingType<Readonly<Record<string, T>>> {
  return {
    expected: what,
    form: 'map',
    ...insideOf(value, '{}'),
    read(node, place) {
      if (node.kind !== 'map') return place.refuse(node, what);
      const values: [string, T][] = [];
      for (const [name, entry] of node.entries) {
        if (isUnset(entry.node)) continue;
        const read = value.read(entry.node, place.entry(name, isSecretName(name)));
        if (read !== undefined) values.push([name, read]);
      }
      return Object.fromEntries(values);
    },
  };
}

/** A map with exactly one key, as the items of `fallbacks` are. */
export function singleKey<T>(
  value: SettingType<T>,
): SettingType<{ readonly name: string; readonly value: T }> {
  const expected = `a map with exactly one key, its value ${value.expected}`;
  return {
    expected,
    form: 'map',
    read(node, place) {
      if (node.kind !== 'map') return place.refuse(node, expected);
      const [only, ...more] = node.entries;
      if (only === undefined || more.length > 0)
        return place.refuse(node, expected, `a map with ${node.entries.size} keys`);
      const [name, entry] = only;
      const read = isUnset(entry.node)
        ? place.entry(name).refuse(entry.node, value.expected)
        : value.read(entry.node, place.entry(name));
      return read === undefined ? undefined : { name, value: read };
    },
  };
}

/** Whatever is written there; its shape is another's business. */
export function anything(what = 'any value'): SettingType<unknown> {
  return { expected: what, form: 'any', read: (node) => plainValue(node) };
}

/** A map of any shape. */
export function anyMap(): SettingType<Readonly<Record<string, unknown>>> {
  return mapOf(anything(), 'a map');
}

/** One of several types, told apart by the form: a single value, a list or a map. */
export function either<Scalar = never, List = never, Map = never>(forms: {
  readonly scalar?: SettingType<Scalar>;
  readonly list?: SettingType<List>;
  readonly map?: SettingType<Map>;
}): SettingType<Scalar | List | Map> {
  const expected = [forms.scalar, forms.list, forms.map]
    .flatMap((form) => (form === undefined ? [] : [form.expected]))
    .join(', or ');
  return {
    expected,
    form: 'any',
    ...(forms.map?.inside === undefined ? {} : { inside: forms.map.inside }),
    read(node, place): Scalar | List | Map | undefined {
      const form = forms[node.kind];
      return form === undefined ? place.refuse(node, expected) : form.read(node, place);
    },
  };
}
