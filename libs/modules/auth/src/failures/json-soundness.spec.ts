import { describe, expect, it } from '@jest/globals';
import { JSON_DEPTH_MAX, jsonFaultOf } from './json-soundness.js';

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

describe('jsonFaultOf', () => {
  it('finds nothing wrong with ordinary JSON, also with the six characters of an escape', () => {
    expect(jsonFaultOf({ a: ['\\u0000', 'é', '😀', null, 1, true] })).toBeNull();
  });

  it('names the place of a NUL and of a lone surrogate', () => {
    expect(jsonFaultOf({ metadata: { list: ['x', 'a\u0000b'] } })?.path).toEqual(['metadata', 'list', 1]);
    expect(jsonFaultOf({ key_alias: '\ud800' })?.path).toEqual(['key_alias']);
  });

  it('refuses member names that could reach a prototype, or that cannot be stored', () => {
    expect(jsonFaultOf(JSON.parse('{"metadata":{"__proto__":{"role":"admin"}}}'))?.path).toEqual([
      'metadata',
    ]);
    expect(jsonFaultOf({ metadata: { 'a\u0000': 1 } })?.path).toEqual(['metadata']);
  });

  it('refuses absurd nesting without exhausting the stack', () => {
    expect(jsonFaultOf(nested(JSON_DEPTH_MAX))).toBeNull();
    expect(jsonFaultOf(nested(200_000))?.text).toContain('nested deeper');
  });
});
