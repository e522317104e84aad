import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller } from '@tollgate/auth';
import { type KeyListQuery } from '@tollgate/core';
import { ADMIN, KeyWorld, NOW } from '../testing/key-world.js';
import { BlockKey } from './block-key.js';
import { DeleteKeys } from './delete-keys.js';
import { KeyRemoval } from './key-removal.js';
import { ListKeys } from './list-keys.js';

/** Minutes after NOW. */
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const JUDGED = at(100);

describe('ListKeys', () => {
  let world: KeyWorld;
  let list: ListKeys;
  const hashes = new Map<string, string>();

  beforeAll(async () => {
    world = await KeyWorld.open();
    list = new ListKeys(world.store, world.rights);
    const make = async (alias: string, minute: number, rest: object) => {
      const { key } = await world.made({ key_alias: alias, ...rest }, at(minute));
      hashes.set(alias, key.token);
    };
    await make('alpha', 0, { max_budget: 5, user_id: 'u-1', team_id: 'blue' });
    await make('beta', 1, { max_budget: 10, user_id: 'u-12', spend: 3 });
    await make('gamma', 2, { user_id: 'u-1', duration: '30m' });
    await make('100%_off', 3, { spend: 1 });
    await make('gone', 4, { user_id: 'u-1' });
    await new BlockKey(world.store, world.audit, world.changes).run(hash('beta'), true, ADMIN, at(5));
    await new DeleteKeys(world.store, new KeyRemoval(world.store, world.audit), world.changes).run(
      { key_aliases: ['gone'] },
      ADMIN,
      at(6),
    );
  }, 60_000);
  afterAll(() => world.close());

  const hash = (alias: string) => hashes.get(alias) ?? '';

  async function aliases(query: KeyListQuery, caller = ADMIN.caller): Promise<(string | null)[]> {
    const result = await list.run(query, caller, JUDGED);
    if (!result.ok) throw new Error(result.failure.message);
    return result.value.keys.map((key) => key.keyAlias);
  }

  it('shows the newest first', async () => {
    expect(await aliases({})).toEqual(['100%_off', 'gamma', 'beta', 'alpha']);
  });

  it.each<[KeyListQuery, string[]]>([
    [{ sort_by: 'key_alias', sort_order: 'asc' }, ['100%_off', 'alpha', 'beta', 'gamma']],
    [{ sort_by: 'spend', sort_order: 'desc', size: 2 }, ['beta', '100%_off']],
    [{ sort_by: 'max_budget', sort_order: 'desc', size: 2 }, ['beta', 'alpha']],
    [{ sort_by: 'max_budget', sort_order: 'asc', size: 2 }, ['alpha', 'beta']],
  ])('sorts by %j, keys without a value last', async (query, expected) => {
    expect(await aliases(query)).toEqual(expected);
  });

  it.each<[KeyListQuery, string[]]>([
    [{ user_id: 'u-1' }, ['gamma', 'alpha']],
    [{ user_id: 'U-1', substring_matching: true }, ['gamma', 'beta', 'alpha']],
    [{ team_id: 'blue' }, ['alpha']],
    [{ key_alias: 'alph' }, []],
    [{ key_alias: 'alph', substring_matching: true }, ['alpha']],
    [{ search: 'MMA' }, ['gamma']],
    [{ search: '%_o' }, ['100%_off']],
    [{ search: '%' }, ['100%_off']],
    [{ status: 'active' }, ['100%_off', 'alpha']],
    [{ status: 'blocked' }, ['beta']],
    [{ status: 'expired' }, ['gamma']],
    [{ expires: 'active' }, ['100%_off', 'beta', 'alpha']],
    [{ status: 'deleted' }, ['gone']],
    [{ user_id: "' OR 1=1 --" }, []],
  ])('filters by %j', async (query, expected) => {
    expect(await aliases(query)).toEqual(expected);
  });

  it('finds a key by its hash, by the start of it, and by the key’s own masked name', async () => {
    expect(await aliases({ key_hash: hash('beta') })).toEqual(['beta']);
    expect(await aliases({ search: hash('beta').slice(0, 12) })).toEqual(['beta']);
  });

  it('pages without repeating or losing a key, and counts all of them', async () => {
    const pages = [];
    for (const page of [1, 2, 3]) {
      const result = await list.run({ page, size: 2 }, ADMIN.caller, JUDGED);
      if (!result.ok) throw new Error(result.failure.message);
      pages.push(result.value);
    }
    expect(pages.map((page) => page.keys.length)).toEqual([2, 2, 0]);
    expect(pages.map((page) => [page.totalCount, page.totalPages])).toEqual([
      [4, 2],
      [4, 2],
      [4, 2],
    ]);
    expect(new Set(pages.flatMap((page) => page.keys.map((key) => key.token))).size).toBe(4);
  });

  it.each<[object, string]>([
    [{ sort_by: 'token; DROP TABLE' }, 'sort_by'],
    [{ sort_order: 'up' }, 'sort_order'],
    [{ status: 'sleeping' }, 'status'],
    [{ key_hash: 'xyz' }, 'key_hash'],
  ])('refuses %j, naming the field', async (query, param) => {
    expect(await list.run(query, ADMIN.caller, JUDGED)).toMatchObject({
      ok: false,
      failure: { class: 'BadRequestError', param },
    });
  });

  it('shows a key nothing but itself', async () => {
    const self: Caller = {
      role: 'internal_user',
      userId: 'u-1',
      teamId: null,
      keyHash: hash('alpha'),
      via: 'key',
    };
    expect(await aliases({}, self)).toEqual(['alpha']);
    for (const query of [{ user_id: 'u-12' }, { team_id: 'blue' }, { key_hash: hash('beta') }])
      expect(await list.run(query, self, JUDGED)).toMatchObject({
        ok: false,
        failure: { class: 'PermissionDeniedError' },
      });
  });
});
