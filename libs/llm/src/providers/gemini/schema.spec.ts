import { describe, expect, it } from '@jest/globals';
import { toGeminiSchema } from './schema.js';

describe('JSON Schema in the words of Gemini', () => {
  it('keeps only keywords Gemini knows, at any depth, and properties that are named like keywords', () => {
    const schema = toGeminiSchema({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      additionalProperties: false,
      $defs: {
        P: {
          type: 'object',
          properties: { x: { type: 'number', exclusiveMinimum: 0 } },
          additionalProperties: false,
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
        const: { type: 'string' },
        additionalProperties: { type: 'boolean' },
      },
      required: ['mode', 'const'],
    });
    expect(schema).toEqual({
      type: 'object',
      properties: {
        mode: { type: 'string', enum: ['fast'] },
        note: { type: 'string', nullable: true },
        tag: { type: 'string', nullable: true },
        ids: { type: 'array', items: { type: 'string' } },
        map: { type: 'object' },
        p: { type: 'object', properties: { x: { type: 'number', minimum: 0 } } },
        const: { type: 'string' },
        additionalProperties: { type: 'boolean' },
      },
      required: ['mode', 'const'],
    });
  });

  it('ends a recursive reference', () => {
    const schema = toGeminiSchema({
      $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } },
      $ref: '#/$defs/Node',
    });
    expect(schema).toEqual({ type: 'object', properties: { next: { type: 'object' } } });
  });

  it('says in the description what an enum of numbers may be', () => {
    expect(toGeminiSchema({ enum: [1, 2, null], description: 'Size.' })).toEqual({
      type: 'number',
      nullable: true,
      description: 'Size. One of: 1, 2',
    });
  });

  it('lays allOf members over each other', () => {
    const schema = toGeminiSchema({
      allOf: [
        { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
        { properties: { b: { type: 'integer', exclusiveMaximum: 10 } }, required: ['b'] },
      ],
    });
    expect(schema).toEqual({
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'integer', maximum: 9 } },
      required: ['a', 'b'],
    });
  });

  it('turns a choice of types into anyOf, null into nullable', () => {
    expect(toGeminiSchema({ type: ['string', 'integer', 'null'] })).toEqual({
      nullable: true,
      anyOf: [{ type: 'string' }, { type: 'integer' }],
    });
  });

  it('drops required names that are no properties, which Gemini refuses', () => {
    expect(
      toGeminiSchema({ type: 'object', properties: { a: { type: 'string' } }, required: ['a', 'ghost'] }),
    ).toEqual({ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] });
  });
});
