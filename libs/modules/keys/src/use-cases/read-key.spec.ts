import { BudgetStore } from '@tollgate/budgets';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller } from '@tollgate/auth';
import { ADMIN, KeyWorld } from '../testing/key-world.js';
import { type NewKey } from './generate-key.js';
import { ReadKey } from './read-key.js';

describe('ReadKey', () => {
  let world: KeyWorld;
  let read: ReadKey;
  let mine: NewKey;
  let other: NewKey;
  let self: Caller;
  beforeAll(async () => {
    world = await KeyWorld.open();
    read = new ReadKey(world.store, world.rights, new BudgetStore(world.dataSource));
    mine = await world.made();
    other = await world.made();
    self = {
      role: 'internal_user',
      userId: 'default_user_id',
      teamId: null,
      keyHash: mine.key.token,
      via: 'key',
    };
  }, 60_000);
  afterAll(() => world.close());

  it('shows an admin any key, by key or hash', async () => {
    expect(await read.run(mine.secret, ADMIN.caller)).toEqual({ ok: true, value: mine.key });
    expect(await read.run(other.key.token, ADMIN.caller)).toEqual({ ok: true, value: other.key });
  });

  it('shows a key itself, by default', async () => {
    expect(await read.run(null, self)).toEqual({ ok: true, value: mine.key });
    expect(await read.run(mine.secret, self)).toEqual({ ok: true, value: mine.key });
  });

  it('does not tell a key whether another exists, also one of the same user', async () => {
    const existing = await read.run(other.key.token, self);
    const missing = await read.run('a'.repeat(64), self);
    expect(existing).toMatchObject({ ok: false, failure: { class: 'PermissionDeniedError' } });
    expect(missing).toEqual(existing);
  });

  it.each([
    ['sk-nobody-has-this', 'NotFoundError'],
    ['', 'BadRequestError'],
    ['%', 'BadRequestError'],
    [null, 'NotFoundError'],
  ])('refuses an admin’s %j with %s', async (key, kind) => {
    expect(await read.run(key, ADMIN.caller)).toMatchObject({
      ok: false,
      failure: { class: kind, param: 'key' },
    });
  });
});
