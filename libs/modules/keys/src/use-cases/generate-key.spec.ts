import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GenerateKeyRequest } from '@tollgate/core';
import { hashOfKey } from '../domain/key-text.js';
import { ADMIN, KeyWorld, NOW } from '../testing/key-world.js';

describe('GenerateKey', () => {
  let world: KeyWorld;
  beforeAll(async () => {
    world = await KeyWorld.open();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  it('stores the hash and never the secret', async () => {
    const { secret, key } = await world.made({ key_alias: 'ci' });
    expect(key.token).toBe(hashOfKey(secret));
    const rows: unknown = await world.dataSource.query('SELECT * FROM virtual_key');
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(rows)).toContain(key.token);
  });

  it('gives back what it stored', async () => {
    const { key } = await world.made({
      key_alias: 'ci-bot',
      duration: '30d',
      models: ['gpt-4o', 'openai/*'],
      aliases: { fast: 'gpt-4o' },
      max_budget: 25,
      rpm_limit: 60,
      tpm_limit: 9_007_199_254_740_991,
      team_id: 'team-blue',
      metadata: { deep: { list: [1, 'é', null] } },
      tags: ['ci'],
      key_type: 'read_only',
    });
    expect(await world.store.findByHash(key.token)).toEqual(key);
    expect(key).toMatchObject({
      expires: new Date('2026-08-01T10:15:00.000Z'),
      maxBudget: 25_000_000_000_000n,
      tpmLimit: 9_007_199_254_740_991,
      allowedRoutes: ['info_routes'],
      metadata: { deep: { list: [1, 'é', null] }, tags: ['ci'] },
      userId: 'default_user_id',
    });
  });

  it('writes an audit entry without the secret, with who it was and from where', async () => {
    const { secret, key } = await world.made({ key_alias: 'ci' });
    const [entry] = await world.auditOf(key.token);
    expect(entry).toMatchObject({
      action: 'created',
      userId: 'default_user_id',
      via: 'master',
      changedBy: 'terraform',
      ip: '192.0.2.7',
      requestId: 'request-1',
      before: null,
      after: { key_alias: 'ci', max_budget: null },
    });
    expect(JSON.stringify(entry)).not.toContain(secret);
  });

  it('refuses an alias that is taken, and writes neither key nor audit entry', async () => {
    await world.made({ key_alias: 'ci' });
    expect(await world.generate.run({ key_alias: 'ci' }, ADMIN, NOW)).toMatchObject({
      ok: false,
      failure: { class: 'BadRequestError', param: 'key_alias' },
    });
    expect(await world.dataSource.query('SELECT count(*)::int AS n FROM audit_entry')).toEqual([{ n: 1 }]);
  });

  it('lets exactly one of many simultaneous requests have an alias', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => world.generate.run({ key_alias: 'one' }, ADMIN, NOW)),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it.each<[GenerateKeyRequest, string]>([
    [{ key: 'no-prefix' }, 'key'],
    [{ key: 'sk-the-master-key' }, 'key'],
    [{ duration: '1fortnight' }, 'duration'],
    [{ key_type: 'llm_api', allowed_routes: ['/x'] }, 'key_type'],
  ])('refuses %j, naming %s', async (request, param) => {
    expect(await world.generate.run(request, ADMIN, NOW)).toMatchObject({
      ok: false,
      failure: { class: 'BadRequestError', param },
    });
  });

  it('refuses a key that exists, however it was stored', async () => {
    await world.made({ key: 'sk-my-own-key' });
    expect(await world.generate.run({ key: 'sk-my-own-key' }, ADMIN, NOW)).toMatchObject({
      ok: false,
      failure: { param: 'key' },
    });
  });

  it('makes processes forget that the key was unknown', async () => {
    const { key } = await world.made();
    expect(world.changes.tokens).toEqual([key.token]);
  });
});
