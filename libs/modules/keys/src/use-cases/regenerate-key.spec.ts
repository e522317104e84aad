import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OwnedKeyReader } from '../directory/key-owners.js';
import { KeyDirectory } from '../directory/key-directory.js';
import { hashOfKey } from '../domain/key-text.js';
import { KeySettings } from '../settings/key-settings.js';
import { ADMIN, KeyWorld } from '../testing/key-world.js';
import { DeleteKeys } from './delete-keys.js';
import { KeyRemoval } from './key-removal.js';
import { RegenerateKey } from './regenerate-key.js';

describe('RegenerateKey', () => {
  let world: KeyWorld;
  let regenerate: RegenerateKey;
  beforeAll(async () => {
    world = await KeyWorld.open();
    regenerate = new RegenerateKey(world.store, world.audit, world.directory, world.changes);
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  const now = () => new Date();
  const rotated = async (name: string, request: Parameters<RegenerateKey['run']>[1] = {}) => {
    const result = await regenerate.run(name, request, ADMIN, now());
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  };
  const directory = () => {
    const reader = new OwnedKeyReader(world.dataSource);
    return new KeyDirectory((hashes) => reader.read(hashes), {
      masterKey: 'sk-the-master-key',
      ttlMs: 60_000,
      staleForMs: 60_000,
      keysMax: 100,
      now: Date.now,
      onUnavailable: () => undefined,
    });
  };

  it('keeps limits, spend and alias under a new secret, and refuses the old one', async () => {
    const old = await world.made({ key_alias: 'ci', max_budget: 5, spend: 2, rpm_limit: 7 });
    const { secret, key } = await rotated(old.secret);
    expect(secret).not.toBe(old.secret);
    expect(key).toMatchObject({ keyAlias: 'ci', spend: 2_000_000_000_000n, rpmLimit: 7, rotationCount: 1 });
    expect(await world.store.findByHash(old.key.token)).toBeNull();
    expect(await world.store.findByHash(hashOfKey(secret))).toEqual(key);
    expect((await directory().load(old.key.token)).state).toBe('unknown');
  });

  it('changes what the request holds besides', async () => {
    const old = await world.made({ rpm_limit: 7 });
    const { secret, key } = await rotated(old.key.token, { new_key: 'sk-of-my-own-choice', rpm_limit: null });
    expect(secret).toBe('sk-of-my-own-choice');
    expect(key).toMatchObject({ rpmLimit: null, keyName: 'sk-...oice' });
  });

  it('lets the old secret work for the grace period, as the same key with the same counters', async () => {
    const old = await world.made({ rpm_limit: 7 });
    const { key } = await rotated(old.secret, { grace_period: '1h' });
    const keys = directory();
    const [byOld, byNew] = await Promise.all([keys.load(old.key.token), keys.load(key.token)]);
    if (byOld.state !== 'found' || byNew.state !== 'found') throw new Error('both must be found');
    expect(byOld.key.hash).toBe(key.token);
    expect(byOld.key.scopes.map(({ id }) => id)).toEqual([old.key.token]);
    expect(byNew.key.scopes.map(({ id }) => id)).toEqual([old.key.token]);
    expect(byNew.key.expiresAt).toBeNull();
    const left = (byOld.key.expiresAt ?? 0) - Date.now();
    expect(left).toBeGreaterThan(3_590_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
  });

  it('leads every earlier secret to the key, also after further changes', async () => {
    const first = await world.made();
    const second = await rotated(first.secret, { grace_period: '1h' });
    const third = await rotated(second.secret, { grace_period: '1h' });
    const keys = directory();
    for (const { key } of [first, second])
      expect(await keys.load(key.token)).toMatchObject({ state: 'found', key: { hash: third.key.token } });
  });

  it('forgets an old secret in its grace when the key is changed by its new hash', async () => {
    const old = await world.made();
    const { key } = await rotated(old.secret, { grace_period: '1h' });
    const keys = directory();
    await keys.load(old.key.token);
    await world.dataSource.query('UPDATE virtual_key SET blocked = true WHERE token = $1', [key.token]);
    keys.drop([key.token]);
    expect(await keys.load(old.key.token)).toMatchObject({ key: { blocked: true } });
  });

  it('takes the grace period of the installation where the request says nothing', async () => {
    const settings = new KeySettings({ rotationGracePeriod: '2h' });
    const patient = new RegenerateKey(world.store, world.audit, world.directory, world.changes, settings);
    const [old, other] = [await world.made(), await world.made()];
    await patient.run(old.secret, {}, ADMIN, now());
    await patient.run(other.secret, { grace_period: '' }, ADMIN, now());
    expect((await directory().load(old.key.token)).state).toBe('found');
    expect((await directory().load(other.key.token)).state).toBe('unknown');
  });

  it('keeps a copy of the key as it was, says so in the audit log, and tells every process of both hashes', async () => {
    const old = await world.made({ key_alias: 'ci' });
    world.changes.tokens.length = 0;
    const { key } = await rotated(old.secret);
    expect(world.changes.tokens).toEqual([old.key.token, key.token]);
    const copies = await world.dataSource.query('SELECT token, key_alias FROM deleted_key');
    expect(copies).toEqual([{ token: old.key.token, key_alias: 'ci' }]);
    const [entry] = await world.auditOf(key.token);
    expect(entry).toMatchObject({ action: 'rotated', before: { token: old.key.token } });
  });

  it('takes earlier secrets along when the key is deleted', async () => {
    const old = await world.made();
    const { key } = await rotated(old.secret, { grace_period: '1h' });
    const removal = new KeyRemoval(world.store, world.audit);
    await new DeleteKeys(world.store, removal, world.changes).run({ keys: [key.token] }, ADMIN, now());
    expect((await directory().load(old.key.token)).state).toBe('unknown');
  });

  it('lets only one of two changes at once win', async () => {
    const old = await world.made();
    const results = await Promise.all([1, 2].map(() => regenerate.run(old.secret, {}, ADMIN, now())));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({ failure: { class: 'NotFoundError' } });
  });

  it.each([
    ['new_key', { new_key: 'pk-no-prefix' }],
    ['new_key', { new_key: 'sk-the-master-key' }],
    ['grace_period', { grace_period: '1fortnight' }],
    ['grace_period', { grace_period: '2000d' }],
    ['temp_budget_increase', { temp_budget_increase: 5 }],
    ['rotation_interval', { auto_rotate: true }],
    ['budget_id', { budget_id: 'none-such' }],
  ])('refuses a bad %s and changes nothing', async (param, request) => {
    const old = await world.made();
    expect(await regenerate.run(old.secret, request, ADMIN, now())).toMatchObject({ failure: { param } });
    expect(await world.store.findByHash(old.key.token)).toEqual(old.key);
  });

  it('refuses a secret that another key has, or had', async () => {
    const [one, two] = [await world.made(), await world.made()];
    await rotated(two.secret);
    for (const taken of [one.secret, two.secret])
      expect(await regenerate.run(one.secret, { new_key: taken }, ADMIN, now())).toMatchObject({
        failure: { param: 'key' },
      });
  });
});
