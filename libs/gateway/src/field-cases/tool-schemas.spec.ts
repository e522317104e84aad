import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type Family, familiesBut, familiesOf, FamilyHost, named } from '../testing/families.suite.js';

let house: FamilyHost;
beforeAll(async () => void (house = await FamilyHost.start()));
afterAll(() => house.stop());

/** A schema as tools of MCP servers have them: words that only JSON Schema knows, and properties named like those words. */
const SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  additionalProperties: false,
  $defs: {
    P: {
      type: 'object',
      properties: { x: { type: 'number', exclusiveMinimum: 0 } },
      additionalProperties: false,
    },
    Tree: {
      type: 'object',
      properties: { label: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
    },
  },
  properties: {
    mode: { const: 'fast' },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }], default: null },
    tag: { type: ['string', 'null'] },
    ids: {
      type: 'array',
      uniqueItems: true,
      contains: { type: 'string' },
      items: { type: 'string', format: 'uri' },
    },
    map: { type: 'object', propertyNames: { pattern: '^a' }, additionalProperties: { type: 'integer' } },
    p: { $ref: '#/$defs/P' },
    tree: { $ref: '#/$defs/Tree' },
    size: { type: 'integer', multipleOf: 4, unevaluatedProperties: false },
    const: { type: 'string' },
    additionalProperties: { type: 'boolean' },
  },
  required: ['mode', 'const'],
};

const ASKED = {
  max_tokens: 50,
  messages: [{ role: 'user', content: 'Hi' }],
  tools: [{ type: 'function', function: { name: 'odd', parameters: SCHEMA } }],
};

const FORBIDDEN = new Set([
  '$schema',
  '$defs',
  '$ref',
  'additionalProperties',
  'const',
  'exclusiveMinimum',
  'uniqueItems',
  'contains',
  'propertyNames',
  'multipleOf',
  'unevaluatedProperties',
]);

/** Keywords of a schema at any depth; names of properties are none. */
function keywordsOf(schema: Json | undefined): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf);
  if (!isJsonObject(schema)) return [];
  return Object.entries(schema).flatMap(([word, value]) =>
    word === 'properties' && isJsonObject(value)
      ? [word, ...Object.values(value).flatMap(keywordsOf)]
      : [word, ...(word === 'default' || word === 'enum' ? [] : keywordsOf(value))],
  );
}

/** Every `type` of a schema, at any depth. */
function typesOf(schema: Json | undefined): Json[] {
  if (Array.isArray(schema)) return schema.flatMap(typesOf);
  if (!isJsonObject(schema)) return [];
  const { type, properties, ...rest } = schema;
  return [
    ...(type === undefined ? [] : [type]),
    ...(isJsonObject(properties) ? Object.values(properties).flatMap(typesOf) : []),
    ...Object.values(rest).flatMap(typesOf),
  ];
}

function schemaSent({ wire }: Family, body: JsonObject): JsonObject {
  const [tool] = body['tools'] as JsonObject[];
  switch (wire) {
    case 'gemini':
      return (tool!['functionDeclarations'] as JsonObject[])[0]!['parameters'] as JsonObject;
    case 'anthropic':
      return tool!['input_schema'] as JsonObject;
    default:
      return (tool!['function'] as JsonObject)['parameters'] as JsonObject;
  }
}

const GEMINI = familiesOf('Gemini', 'Gemini on Vertex AI');

describe('a schema with words that only JSON Schema knows (B05)', () => {
  it.each(named(GEMINI))(
    'reaches %s with none of them at any depth, and its properties whole',
    async (_, family) => {
      expect(await house.ask(family, ASKED)).toMatchObject({ status: 200 });
      const sent = schemaSent(family, house.sent(family));
      expect(keywordsOf(sent).filter((word) => FORBIDDEN.has(word))).toEqual([]);
      expect(typesOf(sent).every((type) => typeof type === 'string' && type.toLowerCase() !== 'null')).toBe(
        true,
      );
      const properties = sent['properties'] as Record<string, JsonObject>;
      expect(Object.keys(properties)).toEqual(Object.keys(SCHEMA.properties));
      expect(sent['required']).toEqual(['mode', 'const']);
      expect(properties['mode']).toMatchObject({ enum: ['fast'] });
      expect(properties['note']).toMatchObject({ nullable: true });
      expect(properties['tag']).toMatchObject({ nullable: true });
      expect(properties['p']).toMatchObject({
        properties: { x: { type: expect.stringMatching(/^number$/i) } },
      });
      expect(JSON.stringify(sent)).not.toContain('"uri"');
    },
  );

  it.each(named(GEMINI))('reaches %s as the shape of an answer likewise', async (_, family) => {
    const { tools: _tools, ...rest } = ASKED;
    const format = { type: 'json_schema', json_schema: { name: 'odd', schema: SCHEMA } };
    expect(await house.ask(family, { ...rest, response_format: format })).toMatchObject({ status: 200 });
  });

  it.each(named(familiesBut('Gemini', 'Gemini on Vertex AI', 'Claude on Bedrock', 'Nova on Bedrock')))(
    'reaches %s as it came',
    async (_, family) => {
      expect(await house.ask(family, ASKED)).toMatchObject({ status: 200 });
      expect(schemaSent(family, house.sent(family))).toEqual(SCHEMA);
    },
  );

  it.each(named(familiesOf('Claude on Bedrock', 'Nova on Bedrock')))(
    'reaches %s as it came',
    async (_, family) => {
      expect(await house.ask(family, ASKED)).toMatchObject({ status: 200 });
      expect(house.sent(family)).toMatchObject({
        toolConfig: { tools: [{ toolSpec: { inputSchema: { json: SCHEMA } } }] },
      });
    },
  );
});
