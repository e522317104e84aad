import { describe, expect, it } from '@jest/globals';
import { captureWildcard, modelToSend, resolveModel } from './resolve-model.js';
import { deployment, table } from './testing/tables.js';

const PRICES = {
  input: 1n,
  output: 1n,
  cacheRead: null,
  cacheWrite: null,
  cacheWrite1h: null,
  inputAudio: null,
  outputAudio: null,
  reasoning: null,
  search: null,
};
const exact = deployment('gpt-4o');
const any = deployment('openai/*', { id: 'any-openai', model: 'openai/*' });
const minis = deployment('*-mini', { id: 'minis', model: 'small-*' });
const full = table([exact], {
  aliases: new Map([
    ['fast', { group: 'gpt-4o', hidden: false }],
    ['loop', { group: 'fast', hidden: false }],
  ]),
  wildcards: [
    { pattern: 'openai/*', deployments: [any] },
    { pattern: '*-mini', deployments: [minis] },
  ],
});

const teams = table([deployment('smart'), deployment('fast')], {
  teamModels: new Map([
    [
      'blue',
      {
        groups: new Map([['smart', [deployment('smart', { id: 'blue-smart', teamId: 'blue' })]]]),
        wildcards: [
          { pattern: 'lab/*', deployments: [deployment('lab/*', { id: 'blue-lab', teamId: 'blue' })] },
        ],
      },
    ],
  ]),
});

describe("a team's own models", () => {
  it.each([
    ['smart', 'blue', 'blue-smart'],
    ['lab/x', 'blue', 'blue-lab'],
    ['fast', 'blue', 'fast'],
    ['smart', 'red', 'smart'],
    ['smart', null, 'smart'],
  ])('%s asked for by team %s is %s', (asked, team, id) => {
    expect(resolveModel(teams, asked, team)).toMatchObject({ deployments: [{ id }] });
  });

  it('are not found by the pattern of their name without the team', () => {
    expect(resolveModel(teams, 'lab/x', 'red')).toBeNull();
  });
});

describe('resolveModel', () => {
  it.each([
    ['gpt-4o', 'gpt-4o', 'gpt-4o'],
    ['fast', 'gpt-4o', 'gpt-4o'],
    ['openai/o3', 'openai/o3', 'any-openai'],
    ['gpt-5-mini', 'gpt-5-mini', 'minis'],
    ['any-openai', 'openai/*', 'any-openai'],
  ])('finds %s as %s', (asked, name, id) => {
    expect(resolveModel(full, asked)).toMatchObject({ name, deployments: [{ id }] });
  });

  it('knows no name that nothing serves, and follows an alias once', () => {
    expect(resolveModel(full, 'claude')).toBeNull();
    expect(resolveModel(full, 'loop')).toBeNull();
  });

  it.each([
    ['openai/o3', 'openai/o3'],
    ['gpt-5-mini', 'small-gpt-5'],
    ['gpt-4o', 'upstream-model'],
  ])('fills the stars of what is sent for %s', (asked, sent) => {
    const group = resolveModel(full, asked);
    if (!group?.deployments[0]) throw new Error('not found');
    expect(modelToSend(group.deployments[0], group)).toBe(sent);
  });

  it('gives a wildcard the prices of the model that is sent in this call', () => {
    const prices = { source: 'catalogue', base: PRICES, tiers: [], perRequest: 0n } as const;
    const priced = deployment('openai/*', {
      model: '*',
      pricesOf: (sent) => (sent === 'o3' ? prices : null),
    });
    const routes = table([], { wildcards: [{ pattern: 'openai/*', deployments: [priced] }] });
    expect(resolveModel(routes, 'openai/o3')?.deployments[0]?.prices).toBe(prices);
    expect(resolveModel(routes, 'openai/o4')?.deployments[0]?.prices).toBeNull();
  });

  it('sends the asked name when the pattern has more stars than the deployment', () => {
    const one = deployment('a/*/b/*', { model: 'x-*' });
    const group = { name: 'a/1/b/2', deployments: [one], captures: ['1', '2'] };
    expect(modelToSend(one, group)).toBe('a/1/b/2');
  });
});

describe('captureWildcard', () => {
  it.each([
    ['*', 'a/b', ['a/b']],
    ['openai/*', 'openai/', ['']],
    ['a*c*e', 'abcde', ['b', 'd']],
    // An earlier star takes as much as it can.
    ['*-*', 'a-b-c', ['a-b', 'c']],
  ])('%s in %s', (pattern, name, captures) => {
    expect(captureWildcard(pattern, name)).toEqual(captures);
  });

  it.each([
    ['openai/*', 'azure/x'],
    ['*-mini', 'gpt-mini-2'],
    ['ab*ba', 'aba'],
    ['plain', 'plain2'],
    ['a.c*', 'abc'],
  ])('%s is not %s', (pattern, name) => {
    expect(captureWildcard(pattern, name)).toBeNull();
  });
});
