import { describe, expect, it } from '@jest/globals';
import { matchesWildcard, mayUseModel } from './model-access.js';

describe('model access', () => {
  it.each([
    [[], 'anything', [], true],
    [['gpt-4o'], 'gpt-4o', [], true],
    [['gpt-4o'], 'gpt-4o-mini', [], false],
    [['openai/*'], 'openai/gpt-4o', [], true],
    [['openai/*'], 'azure/gpt-4o', [], false],
    [['gpt-*'], 'gpt-4o', [], true],
    [['*'], 'x', [], true],
    [['all-proxy-models'], 'x', [], true],
    [['all-team-models'], 'x', [], true],
    [['beta'], 'x', ['beta'], true],
    [['beta'], 'x', ['alpha'], false],
    [['no-default-models'], 'x', [], false],
  ] as const)('list %j, model %s, groups %j → %s', (allowed, model, groups, expected) => {
    expect(mayUseModel(allowed, model, groups)).toBe(expected);
  });

  it.each([
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*a', 'a', false],
    ['*-x-*', '1-x-2', true],
    ['*-x-*', '1-x', false],
    ['ab', 'ab', true],
    ['ab', 'abc', false],
  ])('%s matches %s: %s', (pattern, name, expected) => {
    expect(matchesWildcard(pattern, name)).toBe(expected);
  });
});
