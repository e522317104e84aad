import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ADMIN, KeyWorld, NOW } from '../testing/key-world.js';
import { DeleteKeys } from './delete-keys.js';
import { KeyRemoval } from './key-removal.js';

describe('DeleteKeys', () => {
  let world: KeyWorld;
  let remove: DeleteKeys;
  beforeAll(async () => {
    world = await KeyWorld.open();
    remove = new DeleteKeys(world.store, new KeyRemoval(world.store, world.audit), world.changes);
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  it('deletes by key, hash and alias, and echoes the names it was given', async () => {
    const one = await world.made();
    const two = await world.made();
    await world.made({ key_alias: 'third' });
    const request = {
      keys: [one.secret, two.key.token, 'sk-nobody'],
      key_aliases: ['third', 'no such alias'],
    };
    expect(await remove.run(request, ADMIN, NOW)).toEqual({
      ok: true,
      value: [one.secret, two.key.token, 'third'],
    });
    expect(await world.dataSource.query('SELECT count(*)::int AS n FROM virtual_key')).toEqual([{ n: 0 }]);
  });

  it('keeps a copy with everything, and who deleted it', async () => {
    const { key } = await world.made({ key_alias: 'ci', max_budget: 2, metadata: { a: 1 } });
    await remove.run({ keys: [key.token] }, ADMIN, NOW);
    const { keys } = await world.store.pageOfDeleted(
      { ...NO_FILTER, token: key.token },
      { page: 1, size: 1, sortBy: 'created_at', descending: true },
    );
    expect(keys).toEqual([
      {
        ...key,
        deletedAt: NOW,
        deletedBy: 'default_user_id',
        deletedByApiKey: 'f'.repeat(64),
        litellmChangedBy: 'terraform',
      },
    ]);
  });

  it('writes an audit entry a key and tells every process', async () => {
    const { key } = await world.made();
    world.changes.tokens.length = 0;
    await remove.run({ keys: [key.token] }, ADMIN, NOW);
    expect((await world.auditOf(key.token)).map((entry) => entry.action).sort()).toEqual([
      'created',
      'deleted',
    ]);
    expect(world.changes.tokens).toEqual([key.token]);
  });

  it('answers 404 when none exists', async () => {
    expect(await remove.run({ keys: ['sk-nobody'] }, ADMIN, NOW)).toMatchObject({
      ok: false,
      failure: { class: 'NotFoundError' },
    });
  });

  it('frees the alias for another key', async () => {
    const { key } = await world.made({ key_alias: 'again' });
    await remove.run({ keys: [key.token] }, ADMIN, NOW);
    await expect(world.made({ key_alias: 'again' })).resolves.toBeDefined();
  });
});

const NO_FILTER = {
  token: null,
  userId: null,
  teamId: null,
  organizationId: null,
  projectId: null,
  agentId: null,
  accessGroupId: null,
  keyAlias: null,
  substring: false,
  search: null,
  state: null,
  now: NOW,
} as const;
