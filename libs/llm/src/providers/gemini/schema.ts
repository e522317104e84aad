import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';

/**
 * JSON Schema → Gemini's `Schema`, a subset of OpenAPI 3.0. One unknown keyword makes Gemini refuse the whole request, so
 * only keywords it knows are kept; what can be said in its words is (`const` → one-value `enum`, a null type →
 * `nullable`, `$ref` inlined). Source: Gemini API reference, "Schema".
 */
export function toGeminiSchema(schema: JsonObject): JsonObject {
  return convert(schema, { root: schema, open: new Set() });
}

interface Place {
  readonly root: JsonObject;
  /** References being inlined above this place: meeting one again is a recursion, which ends as a plain object. */
  readonly open: ReadonlySet<string>;
}

/** Keywords whose value is taken over as it is. */
const PLAIN = [
  'title',
  'description',
  'nullable',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'required',
  'example',
  'propertyOrdering',
] as const;

/** `format` values each type accepts; others are refused as a whole. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  string: ['enum', 'date-time'],
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

function convert(schema: JsonObject, place: Place): JsonObject {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return inline(reference, schema, place);
  const merged = mergeAllOf(schema);
  const out: JsonObject = {};
  for (const keyword of PLAIN) if (merged[keyword] !== undefined) out[keyword] = merged[keyword];
  setType(merged, out);
  setEnum(merged, out);
  setBounds(merged, out);
  setFormat(merged, out);
  setChildren(merged, out, place);
  setAlternatives(merged, out, place);
  return out;
}

function inline(reference: string, schema: JsonObject, place: Place): JsonObject {
  const target = place.open.has(reference) ? null : resolve(reference, place.root);
  const description = typeof schema['description'] === 'string' ? { description: schema['description'] } : {};
  if (!target) return { type: 'object', ...description };
  return {
    ...convert(target, { root: place.root, open: new Set([...place.open, reference]) }),
    ...description,
  };
}

/** Follows a local JSON pointer (`#/$defs/P`, RFC 6901). */
function resolve(reference: string, root: JsonObject): JsonObject | null {
  if (!reference.startsWith('#')) return null;
  let value: Json | undefined = root;
  for (const token of reference.slice(1).split('/').slice(1)) {
    if (!isJsonObject(value)) return null;
    value = value[decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return isJsonObject(value) ? value : null;
}

/** Gemini has no `allOf`: its members are laid over each other, later ones win; properties and required are joined. */
function mergeAllOf(schema: JsonObject): JsonObject {
  const all = schema['allOf'];
  if (!Array.isArray(all)) return schema;
  const { allOf: _, ...own } = schema;
  return [...all, own].filter(isJsonObject).reduce<JsonObject>((into, part) => {
    const flat = mergeAllOf(part);
    const properties = { ...objectOf(into['properties']), ...objectOf(flat['properties']) };
    const required = [...new Set([...stringsOf(into['required']), ...stringsOf(flat['required'])])];
    return {
      ...into,
      ...flat,
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
    };
  }, {});
}

function setType(schema: JsonObject, out: JsonObject): void {
  const type = schema['type'];
  if (typeof type === 'string') {
    if (type !== 'null') out['type'] = type;
    else out['nullable'] = true;
    return;
  }
  if (Array.isArray(type)) {
    const names = type.filter((name): name is string => typeof name === 'string');
    const real = names.filter((name) => name !== 'null');
    if (real.length < names.length) out['nullable'] = true;
    if (real.length === 1) out['type'] = real[0];
    else if (real.length > 1) out['anyOf'] = real.map((name) => ({ type: name }));
    return;
  }
  if (isJsonObject(schema['properties'])) out['type'] = 'object';
  else if (schema['items'] !== undefined) out['type'] = 'array';
}

/** Gemini's `enum` holds strings only; other values are named in the description instead of being lost. */
function setEnum(schema: JsonObject, out: JsonObject): void {
  const values = schema['const'] !== undefined ? [schema['const']] : schema['enum'];
  if (!Array.isArray(values)) return;
  const real = values.filter((value) => value !== null);
  if (real.length < values.length) out['nullable'] = true;
  if (real.every((value) => typeof value === 'string')) {
    out['type'] = 'string';
    out['enum'] = real;
    return;
  }
  out['type'] ??= typeof real[0] === 'boolean' ? 'boolean' : 'number';
  const note = `One of: ${real.map((value) => JSON.stringify(value)).join(', ')}`;
  out['description'] = typeof out['description'] === 'string' ? `${out['description']} ${note}` : note;
}

/** Exclusive bounds of integers become inclusive ones; of other numbers they are the nearest bound Gemini knows. */
function setBounds(schema: JsonObject, out: JsonObject): void {
  const step = out['type'] === 'integer' ? 1 : 0;
  const above = schema['exclusiveMinimum'];
  const below = schema['exclusiveMaximum'];
  if (typeof above === 'number' && out['minimum'] === undefined) out['minimum'] = above + step;
  if (typeof below === 'number' && out['maximum'] === undefined) out['maximum'] = below - step;
}

function setFormat(schema: JsonObject, out: JsonObject): void {
  const format = schema['format'];
  const type = out['type'];
  if (typeof format !== 'string' || typeof type !== 'string') return;
  if (FORMATS[type]?.includes(format)) out['format'] = format;
}

function setChildren(schema: JsonObject, out: JsonObject, place: Place): void {
  const properties = schema['properties'];
  if (isJsonObject(properties)) {
    const children = Object.entries(properties).map(([name, child]) => [
      name,
      isJsonObject(child) ? convert(child, place) : {},
    ]);
    // An object without properties may not have an empty map of them.
    if (children.length > 0) out['properties'] = Object.fromEntries(children) as JsonObject;
    const known = new Set(Object.keys(properties));
    if (out['required'] !== undefined)
      out['required'] = stringsOf(out['required']).filter((name) => known.has(name));
  } else {
    delete out['required'];
  }
  const items = Array.isArray(schema['items']) ? schema['items'][0] : schema['items'];
  if (isJsonObject(items)) out['items'] = convert(items, place);
  else if (out['type'] === 'array') out['items'] = { type: 'string' };
}

function setAlternatives(schema: JsonObject, out: JsonObject, place: Place): void {
  const alternatives = [schema['anyOf'], schema['oneOf']].find(Array.isArray);
  if (!alternatives) return;
  const real = alternatives.filter(isJsonObject).filter((part) => part['type'] !== 'null');
  if (real.length < alternatives.length) out['nullable'] = true;
  const [only] = real;
  if (real.length === 1 && only) {
    const { nullable, ...rest } = convert(only, place);
    Object.assign(out, rest, out);
    if (nullable === true) out['nullable'] = true;
  } else if (real.length > 1) {
    out['anyOf'] = real.map((part) => convert(part, place));
  }
}

function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function stringsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
