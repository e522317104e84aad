import { describe, expect, it } from '@jest/globals';
import { editBody } from './edit-body.js';
import { asciiJson, readJson, readString } from './json-text.js';
import { isScanFault, scanObject } from './members.js';

function edited(text: string, edits: Record<string, string | null>): string {
  const scanned = scanObject(text);
  if (isScanFault(scanned)) throw new Error(scanned.fault);
  return editBody(text, scanned, new Map(Object.entries(edits)));
}

describe('editBody', () => {
  it('changes a value and leaves every other byte as it was', () => {
    const text = ' { "seed" : 12345678901234567890 ,"model": "a" , "x":1.10e2 }\n';
    expect(edited(text, { model: '"b"' })).toBe(text.replace('"a"', '"b"'));
  });

  it('removes and adds members, and keeps numbers beyond 2^53 to the last digit', () => {
    expect(
      edited('{"model":"a","metadata":{"a":1},"seed":12345678901234567890}', { metadata: null, n: '2' }),
    ).toBe('{"model":"a","seed":12345678901234567890,"n":2}');
  });

  it('does not mind being asked to remove what is not there', () => {
    expect(edited('{"model":"a"}', { tags: null, model: '"b"' })).toBe('{"model":"b"}');
  });

  it('sends what was authorized: a smuggled second or escaped name does not survive', () => {
    expect(edited('{"model":"cheap","mod\\u0065l":"dear"}', { model: '"sent"' })).toBe('{"model":"sent"}');
    expect(edited('{"model":"cheap","model":"dear"}', { model: '"sent"' })).toBe('{"model":"sent"}');
  });

  it('rebuilds names that need escapes', () => {
    const text = edited('{"a\\"b\\n":1,"model":"x","a":2,"a":3}', { model: '"y"' });
    expect(JSON.parse(text)).toEqual({ 'a"b\n': 1, model: 'y', a: 3 });
  });

  it('can empty an object', () => {
    expect(edited('{"tags":[]}', { tags: null })).toBe('{}');
  });
});

describe('JSON text of bytes', () => {
  it('reads strings outside ASCII from bytes', () => {
    expect(readString(Buffer.from('"北🌍é"', 'utf8').toString('latin1'))).toBe('北🌍é');
    expect(readString('"a\\u00e9"')).toBe('aé');
    expect(readString('12')).toBeNull();
  });

  it('writes text that is the same in every encoding', () => {
    const text = asciiJson({ name: '北🌍é"\\' });
    expect(text).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(text)).toEqual({ name: '北🌍é"\\' });
    expect(readJson(text)).toEqual({ name: '北🌍é"\\' });
  });
});
