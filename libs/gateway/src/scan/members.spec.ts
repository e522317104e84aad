import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEEPEST_NESTING, isScanFault, MOST_MEMBERS, scanObject } from './members.js';

const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const utf8 = (text: string) => Buffer.from(text, 'latin1').toString('utf8');

function membersOf(text: string): Record<string, unknown> {
  const scanned = scanObject(latin1(text));
  if (isScanFault(scanned)) throw new Error(scanned.fault);
  const bytes = latin1(text);
  return Object.fromEntries(
    scanned.members.map(({ name, start, end }) => [utf8(name), JSON.parse(utf8(bytes.slice(start, end)))]),
  );
}

describe('scanObject', () => {
  it('finds the members that a JSON parser finds, whatever the values hold', () => {
    const object = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue(), { maxKeys: 8 });
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const expected = JSON.parse(text) as Record<string, unknown>;
        expect(membersOf(text)).toEqual(expected);
      }),
    );
  });

  it('looks at the top level only', () => {
    expect(
      membersOf('{"metadata":{"model":"x","usage":{}},"a":"\\"model\\":\\"y\\"","model":"z"}')['model'],
    ).toBe('z');
  });

  it.each([
    ['an even run of backslashes before a quote', '{"a":"\\\\","model":"m"}', 'm'],
    ['an odd run of backslashes before a quote', '{"a":"\\\\\\"model\\":1","model":"m"}', 'm'],
    ['white space everywhere', ' \r\n{ "a" :\t[ 1 , { } ] , "model" : "m" } \n', 'm'],
  ])('copes with %s', (_, text, model) => {
    expect(membersOf(text)['model']).toBe(model);
  });

  it('sees through a name written with escapes, and says that the text is not plain', () => {
    const scanned = scanObject('{"mod\\u0065l":"secret","model":"x"}');
    expect(scanned).toMatchObject({ plain: false });
    expect(membersOf('{"mod\\u0065l":"secret"}')).toEqual({ model: 'secret' });
  });

  it('lets the last of two equal names win, as parsers do, and says that the text is not plain', () => {
    const text = '{"model":"a","n":1,"model":"b"}';
    expect(scanObject(text)).toMatchObject({ plain: false });
    expect(membersOf(text)).toEqual({ model: 'b', n: 1 });
  });

  it.each([
    ['nothing', '', 'not-an-object'],
    ['a list', '[]', 'not-an-object'],
    ['a byte order mark', latin1('\ufeff{}'), 'not-an-object'],
    ['trailing text', '{} x', 'malformed'],
    ['a second object', '{}{}', 'malformed'],
    ['a cut string', '{"a":"b', 'malformed'],
    ['a cut object', '{"a":{"b":1}', 'malformed'],
    ['brackets that do not pair', '{"a":[1}}', 'malformed'],
    ['a bare word', '{"a":tru}', 'malformed'],
    ['a comma too many', '{"a":1,}', 'malformed'],
    ['a name without quotes', '{a:1}', 'malformed'],
    ['single quotes', "{'a':1}", 'malformed'],
    ['no value', '{"a":}', 'malformed'],
  ])('refuses %s', (_, text, fault) => {
    expect(scanObject(text)).toMatchObject({ fault });
  });

  it('refuses absurd nesting without recursion', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    expect(scanObject(nested(DEEPEST_NESTING))).toMatchObject({ plain: true });
    expect(scanObject(nested(DEEPEST_NESTING + 1))).toMatchObject({ fault: 'too-deep' });
    expect(scanObject(`{"a":${'['.repeat(2_000_000)}`)).toMatchObject({ fault: 'too-deep' });
  });

  it('refuses a flood of members', () => {
    const members = Array.from({ length: MOST_MEMBERS + 1 }, (_, i) => `"m${i}":0`);
    expect(scanObject(`{${members.join(',')}}`)).toMatchObject({ fault: 'too-many-members' });
  });
});
