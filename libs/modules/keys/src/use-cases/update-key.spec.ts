import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMIN, KeyWorld } from '../testing/key-world.js';
import { UpdateKey } from './update-key.js';

const LATER = new Date('2026-07-03T00:00:00.000Z');

describe('UpdateKey', () => {
  let world: KeyWorld;
  let update: UpdateKey;
  beforeAll(async () => {
    world = await KeyWorld.open();
    update = new UpdateKey(world.store, world.audit, world.changes);
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  it('writes only the fields that are there, and null clears', async () => {
    const { key } = await world.made({
      key_alias: 'ci',
      rpm_limit: 5,
      max_budget: 3,
      models: ['a'],
      tags: ['x'],
    });
    const result = await update.run({ key: key.token, max_budget: null, tpm_limit: 9 }, ADMIN, LATER);
    expect(result).toMatchObject({ ok: true });
    expect(await world.store.findByHash(key.token)).toEqual({
      ...key,
      maxBudget: null,
      tpmLimit: 9,
      updatedAt: LATER,
    });
  });

  it('never writes back a spend it read before the ledger added to it', async () => {
    const { secret, key } = await world.made({ spend: 1 });
    await world.dataSource.query('UPDATE virtual_key SET spend = spend + 5 WHERE token = $1', [key.token]);
    await update.run({ key: secret, rpm_limit: 1 }, ADMIN, LATER);
    expect(await world.store.findByHash(key.token)).toMatchObject({ spend: 1_000_000_000_005n, rpmLimit: 1 });
  });

  it('keeps both of two changes that meet', async () => {
    const { secret, key } = await world.made({ metadata: { a: 1 } });
    await Promise.all([
      update.run({ key: secret, tags: ['t'] }, ADMIN, LATER),
      update.run({ key: secret, guardrails: ['g'] }, ADMIN, LATER),
    ]);
    expect(await world.store.findByHash(key.token)).toMatchObject({
      metadata: { a: 1, tags: ['t'], guardrails: ['g'] },
    });
  });

  it('says what changed in the audit log, before and after', async () => {
    const { key } = await world.made({ rpm_limit: 5 });
    await update.run({ key: key.token, rpm_limit: 6 }, ADMIN, LATER);
    const [entry] = await world.auditOf(key.token);
    expect(entry).toMatchObject({ action: 'updated', before: { rpm_limit: 5 }, after: { rpm_limit: 6 } });
  });

  it('tells every process, once the change is stored', async () => {
    const { key } = await world.made();
    world.changes.tokens.length = 0;
    await update.run({ key: key.token, blocked: true }, ADMIN, LATER);
    expect(world.changes.tokens).toEqual([key.token]);
  });

  it.each(['sk-nobody-has-this', 'a'.repeat(64), 'neither key nor hash'])(
    'answers 404 for %s',
    async (key) => {
      expect(await update.run({ key, rpm_limit: 1 }, ADMIN, LATER)).toMatchObject({
        ok: false,
        failure: { class: 'NotFoundError' },
      });
    },
  );

  it('refuses an alias that is taken and changes nothing', async () => {
    await world.made({ key_alias: 'taken' });
    const { key } = await world.made({ key_alias: 'mine' });
    expect(
      await update.run({ key: key.token, key_alias: 'taken', rpm_limit: 1 }, ADMIN, LATER),
    ).toMatchObject({
      ok: false,
      failure: { param: 'key_alias' },
    });
    expect(await world.store.findByHash(key.token)).toEqual(key);
  });

  it('takes a temporary raise only with its end', async () => {
    const { key } = await world.made();
    expect(await update.run({ key: key.token, temp_budget_increase: 5 }, ADMIN, LATER)).toMatchObject({
      ok: false,
      failure: { param: 'temp_budget_increase' },
    });
  });
});
