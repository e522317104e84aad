import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';

/** The smallest value that fits a JSON schema, as far as the schema says: const, enum, default, type, required. */
export function sampleOf(schema: Json | undefined): Json {
  if (!isJsonObject(schema)) return {};
  if (schema['const'] !== undefined) return schema['const'];
  if (schema['default'] !== undefined) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? null;
  const union = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(union)) return sampleOf(union[0]);
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 1) }, () => sampleOf(schema['items']));
    default:
      return sampleObject(schema);
  }
}

function sampleObject(schema: JsonObject): JsonObject {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : Object.keys(properties);
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name))
      .map(([name, member]) => [name, sampleOf(member)]),
  );
}

export function jsonText(value: Json): string {
  return JSON.stringify(value);
}
