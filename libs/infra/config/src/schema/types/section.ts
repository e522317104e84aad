import { isUnset, plainValue, type ConfigNode, type MapNode } from '../../document/config-node.js';
import { nearestName } from '../../problems/nearest-name.js';
import { isSecretName } from '../../problems/secret-names.js';
import { type Place, type Setting, type Settings, type SettingType, type ValuesOf } from './setting-type.js';

// The readers below build their result key by key from the same `keys` that ValuesOf is derived from, which the compiler
// cannot follow: hence the assertions.

/** A map whose keys the schema knows; any other key is reported and left out. */
export function section<Keys extends Settings>(keys: Keys, what = 'a map'): SettingType<ValuesOf<Keys>> {
  return {
    expected: what,
    form: 'map',
    inside: { suffix: '', keys },
    read(node, place) {
      if (node.kind !== 'map') return place.refuse(node, what);
      const values = readKnown(keys, node, place);
      for (const [name, { origin }] of node.entries)
        if (!Object.hasOwn(keys, name)) {
          const near = nearestName(name, Object.keys(keys));
          const hint = near === null ? '' : `; did you mean ${near}?`;
          place.key(name).warn(origin, `unknown key, it has no effect${hint}`);
        }
      return values === null ? undefined : (values as ValuesOf<Keys>);
    },
  };
}

/** Keys that the schema knows, and others that are kept as they are. */
export type OpenValues<Keys extends Settings> = ValuesOf<Keys> & { readonly [name: string]: unknown };

/**
 * A map that may hold more keys than the schema knows: they are kept. One that is nearly a known key is reported.
 * @param effect what becomes of the others: "is sent to the provider as an extra parameter".
 */
export function openSection<Keys extends Settings>(
  keys: Keys,
  effect: string,
  what = 'a map',
): SettingType<OpenValues<Keys>> {
  return {
    expected: what,
    form: 'map',
    inside: { suffix: '', keys },
    read(node, place) {
      if (node.kind !== 'map') return place.refuse(node, what);
      const values = readKnown(keys, node, place);
      if (values === null) return undefined;
      for (const [name, entry] of node.entries) {
        if (Object.hasOwn(keys, name)) continue;
        values[name] = plainValue(entry.node);
        const near = nearestName(name, Object.keys(keys), 1);
        if (near !== null)
          place.key(name).warn(entry.origin, `unknown key, it ${effect}; did you mean ${near}?`);
      }
      return values as OpenValues<Keys>;
    },
  };
}

/** Null when a required key is missing; what is wrong with others is reported, and they are left out. */
function readKnown(keys: Settings, node: MapNode, place: Place): Record<string, unknown> | null {
  const values: Record<string, unknown> = {};
  let complete = true;
  for (const [name, known] of Object.entries(keys)) {
    const entry = node.entries.get(name);
    if (entry === undefined || isUnset(entry.node)) {
      if (known.required !== true) continue;
      const at = place.key(name);
      complete = false;
      if (entry === undefined) at.refuse(node, known.type.expected, missing(name, node, keys));
      else at.refuse(entry.node, known.type.expected);
      continue;
    }
    const value = readSetting(known, name, entry.node, place);
    if (value !== undefined) values[name] = value;
    else if (known.required === true) complete = false;
  }
  return complete ? values : null;
}

/** A required key is not there; perhaps it is, misspelt. */
function missing(name: string, node: MapNode, keys: Settings): string {
  const unknown = [...node.entries.keys()].filter((key) => !Object.hasOwn(keys, key));
  const near = nearestName(name, unknown);
  return near === null ? 'no such key' : `no such key, but one called ${JSON.stringify(near)}`;
}

function readSetting(known: Setting, name: string, node: ConfigNode, place: Place): unknown {
  const { report } = place;
  const active = place.reported || report.isActive(place.key(name).schemaPath);
  const at = place.key(name, { secret: isSecretName(name), reported: !active });
  const value = known.type.read(node, at);
  if (!active && hasContent(value)) report.notActive.add(at.schemaPath);
  return value;
}

/** `cache: false` and `guardrails: []` ask for nothing, so nothing is missing. */
function hasContent(value: unknown): boolean {
  if (value === undefined || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || value === null || Object.keys(value).length > 0;
}
