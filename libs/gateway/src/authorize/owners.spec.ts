import { describe, expect, it } from '@jest/globals';
import { type KeyContext, type KeyOwner } from '@tollgate/core';
import { authorizeKey, mayUse } from './authorize.js';

const KEY: KeyContext = {
  ...{ hash: 'a'.repeat(64), master: false, alias: null, name: 'sk-...aaaa', role: 'internal_user' },
  ...{
    userId: 'u',
    teamId: 't',
    organizationId: 'o',
    blocked: false,
    expiresAt: null,
    models: [],
    aliases: {},
  },
  ...{ allowedRoutes: [], tags: [], scopes: [], maxBudget: null, spend: 0n },
};
const owner = (fields: Partial<KeyOwner>): KeyOwner => ({
  ...{ kind: 'team', id: 't', blocked: false, models: [] },
  ...fields,
});
const keyOf = (models: string[], owners: KeyOwner[]): KeyContext => ({ ...KEY, models, owners });

describe('owners of a key', () => {
  it('stop it when they are blocked, and are named', () => {
    const failure = authorizeKey(keyOf([], [owner({ blocked: true })]), () => '/v1/chat/completions', 0);
    expect(failure).toMatchObject({
      class: 'AuthenticationError',
      message: expect.stringContaining('Team=t is blocked'),
    });
  });

  it.each([
    ['nobody restricts', [], [owner({})], true],
    ['the team allows', ['all-team-models'], [owner({ models: ['gpt-4o'] })], true],
    ['the team does not', [], [owner({ models: ['other'] })], false],
    ['the key allows, the team does not', ['gpt-4o'], [owner({ models: ['other'] })], false],
    ['the team allows, the key does not', ['other'], [owner({ models: ['gpt-*'] })], false],
    [
      'the member may less than the team',
      [],
      [owner({}), owner({ kind: 'team_member', models: ['other'] })],
      false,
    ],
    ['a user has no models of his own', [], [owner({ kind: 'user', models: ['no-default-models'] })], false],
    [
      'the organization does not',
      ['*'],
      [owner({}), owner({ kind: 'organization', models: ['other'] })],
      false,
    ],
    [
      'all allow',
      ['*'],
      [owner({ models: ['*'] }), owner({ kind: 'organization', models: ['gpt-4o'] })],
      true,
    ],
  ])('decide together with the key: %s', (_, models, owners, allowed) => {
    expect(mayUse(keyOf(models, owners), 'gpt-4o', null)).toBe(allowed);
  });
});
