import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMIN, KeyWorld, NOW } from '../testing/key-world.js';
import { BlockKey } from './block-key.js';

describe('BlockKey', () => {
  let world: KeyWorld;
  let block: BlockKey;
  beforeAll(async () => {
    world = await KeyWorld.open();
    block = new BlockKey(world.store, world.audit, world.changes);
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  it('stops a key and lets it go on, twice if asked twice', async () => {
    const { secret, key } = await world.made();
    for (const blocked of [true, true, false, false]) {
      expect(await block.run(secret, blocked, ADMIN, NOW)).toMatchObject({ ok: true, value: { blocked } });
      expect(await world.store.findByHash(key.token)).toMatchObject({ blocked });
    }
  });

  it('is heard by every process', async () => {
    const { key } = await world.made();
    world.changes.tokens.length = 0;
    await block.run(key.token, true, ADMIN, NOW);
    expect(world.changes.tokens).toEqual([key.token]);
  });

  it('is in the audit log', async () => {
    const { key } = await world.made();
    await block.run(key.token, true, ADMIN, new Date(NOW.getTime() + 1));
    const [entry] = await world.auditOf(key.token);
    expect(entry).toMatchObject({ action: 'blocked', before: { blocked: null }, after: { blocked: true } });
  });

  it('tells a malformed key from a missing one', async () => {
    expect(await block.run('nonsense', true, ADMIN, NOW)).toMatchObject({
      failure: { class: 'BadRequestError' },
    });
    expect(await block.run('sk-nobody', true, ADMIN, NOW)).toMatchObject({
      failure: { class: 'NotFoundError' },
    });
  });
});
