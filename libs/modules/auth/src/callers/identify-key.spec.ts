import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type KeyContext } from '@tollgate/core';
import { type CallerKeyLookup, CallerKeys } from './caller-keys.js';
import { identifyKey } from './identify-key.js';

const MASTER = 'sk-master';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

function context(text: string, changes: Partial<KeyContext> = {}): KeyContext {
  return {
    hash: hashOf(text),
    master: false,
    alias: null,
    name: 'sk-...name',
    role: 'internal_user',
    userId: 'u-1',
    teamId: null,
    organizationId: null,
    blocked: false,
    expiresAt: null,
    models: [],
    aliases: {},
    allowedRoutes: [],
    tags: [],
    scopes: [],
    maxBudget: null,
    spend: 0n,
    ...changes,
  };
}

class Keys extends CallerKeys {
  readonly master = context(MASTER, { master: true, role: 'proxy_admin', userId: 'default_user_id' });
  constructor(private readonly answer: CallerKeyLookup) {
    super();
  }
  find(): undefined {
    return undefined;
  }
  async load(): Promise<CallerKeyLookup> {
    return this.answer;
  }
  isMaster(key: string): boolean {
    return key === MASTER;
  }
}

const NOW = 1_000_000;
const options = { ownHeader: null, now: NOW };
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const found = (changes: Partial<KeyContext>) =>
  new Keys({ state: 'found', key: context('sk-virtual', changes) });

async function failureOf(headers: Record<string, string>, keys: CallerKeys) {
  const result = await identifyKey(headers, keys, options);
  if (!result || result.ok) throw new Error('expected a refusal');
  return result.failure;
}

describe('identifyKey', () => {
  it('knows the master key as the proxy admin', async () => {
    const result = await identifyKey(bearer(MASTER), new Keys({ state: 'unknown' }), options);
    expect(result).toMatchObject({
      ok: true,
      value: { caller: { role: 'proxy_admin', userId: 'default_user_id', via: 'master' } },
    });
  });

  it('knows a virtual key by its hash', async () => {
    const result = await identifyKey(bearer('sk-virtual'), found({}), options);
    expect(result).toMatchObject({
      ok: true,
      value: { caller: { role: 'internal_user', userId: 'u-1', via: 'key', keyHash: hashOf('sk-virtual') } },
    });
  });

  it('says nothing when no header holds a key, so that a session may', async () => {
    expect(await identifyKey({}, new Keys({ state: 'unknown' }), options)).toBeNull();
  });

  it('never takes a hash for a key', async () => {
    const failure = await failureOf(bearer(hashOf('sk-virtual')), found({}));
    expect(failure).toMatchObject({ class: 'AuthenticationError' });
    expect(failure.message).toContain('LiteLLM Virtual Key expected');
    expect(failure.message).not.toContain(hashOf('sk-virtual'));
  });

  it.each([
    ['unknown', new Keys({ state: 'unknown' }), 'KeyNotFoundError'],
    ['unavailable', new Keys({ state: 'unavailable' }), 'ServiceUnavailableError'],
    ['blocked', found({ blocked: true }), 'AuthenticationError'],
    ['expired this millisecond', found({ expiresAt: NOW }), 'ExpiredKeyError'],
  ])('refuses a key that is %s', async (_, keys, kind) => {
    expect(await failureOf(bearer('sk-virtual'), keys)).toMatchObject({ class: kind });
  });

  it('accepts a key until the millisecond it expires', async () => {
    const result = await identifyKey(bearer('sk-virtual'), found({ expiresAt: NOW + 1 }), options);
    expect(result).toMatchObject({ ok: true });
  });

  it('never repeats the key in a refusal', async () => {
    const failure = await failureOf(bearer('sk-unknown-0000'), new Keys({ state: 'unknown' }));
    expect(JSON.stringify(failure)).not.toContain('sk-unknown-0000');
  });
});
