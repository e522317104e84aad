import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';

/** Keywords that structured outputs refuse. Source: Anthropic docs, "Structured outputs", JSON Schema limitations. */
const BOUNDS = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]);

/** Keywords whose value is a map from names to schemas; the names are the client's own and are kept. */
const MAPS = new Set(['properties', '$defs', 'definitions', 'patternProperties']);

/**
 * A schema as `output_config.format` takes it: every object is closed, and bounds that the grammar cannot hold are told to
 * the model in the description instead of being lost.
 */
export function toOutputSchema(schema: JsonObject): JsonObject {
  const result: JsonObject = {};
  const told: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (value === undefined) continue;
    if (BOUNDS.has(keyword) || (keyword === 'minItems' && typeof value === 'number' && value > 1)) {
      told.push(`${keyword}: ${JSON.stringify(value)}`);
    } else if (MAPS.has(keyword) && isJsonObject(value)) {
      result[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, inner === undefined ? inner : toSchema(inner)]),
      );
    } else result[keyword] = keyword === 'enum' || keyword === 'const' ? value : toSchema(value);
  }
  if (result['type'] === 'object' || isJsonObject(result['properties']))
    result['additionalProperties'] = false;
  if (told.length > 0) {
    const description = typeof result['description'] === 'string' ? `${result['description']} ` : '';
    result['description'] = `${description}(${told.join(', ')})`;
  }
  return result;
}

function toSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(toSchema);
  return isJsonObject(value) ? toOutputSchema(value) : value;
}
