import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tollgate/database/testing';
import { DatabaseLink } from './database-link.js';

describe('DatabaseLink', () => {
  let database: TestDatabase;
  const links: DatabaseLink[] = [];
  beforeEach(async () => {
    database = await createTestDatabase({ migrate: false });
  }, 60_000);
  afterEach(async () => {
    for (const link of links.splice(0)) await link.close();
    await database.drop();
  });

  function link(url: string, exclusive = true): DatabaseLink {
    const made = new DatabaseLink({
      url,
      poolSize: 2,
      exclusive,
      log: { warn: () => undefined, error: () => undefined },
      onLeaseLost: () => undefined,
    });
    links.push(made);
    return made;
  }
  const never = (failure: Error): void => {
    throw failure;
  };

  it('is ready once it is connected and migrated', async () => {
    const opened = link(database.url);
    expect(opened.ready).toBe(false);
    await opened.open(never);
    expect(opened.ready).toBe(true);
    expect(await opened.dataSource.query('SELECT count(*)::int AS n FROM virtual_key')).toEqual([{ n: 0 }]);
  });

  it('refuses a second process on the database without Redis, in words for the operator', async () => {
    await link(database.url).open(never);
    await expect(link(database.url).open(never)).rejects.toMatchObject({
      name: 'StartFailure',
      message: expect.stringMatching(new RegExp(`process ${process.pid} .*REDIS_URL`)),
    });
  });

  it('lets several serve from a database with Redis', async () => {
    await link(database.url, false).open(never);
    await expect(link(database.url, false).open(never)).resolves.toBeUndefined();
  });

  it('lets the next process have it at once after an orderly end', async () => {
    const first = link(database.url);
    await first.open(never);
    await first.close();
    await expect(link(database.url).open(never)).resolves.toBeUndefined();
  });

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'wrong'), /password/],
    ['a database that is not there', (url: URL) => (url.pathname = '/nowhere'), /does not exist/],
  ])('says what is wrong with %s, and nothing secret', async (_, spoil, text) => {
    const url = new URL(database.url);
    const secret = url.password;
    spoil(url);
    const opening = link(url.href).open(never);
    await expect(opening).rejects.toMatchObject({
      name: 'StartFailure',
      exitCode: 1,
      message: expect.stringMatching(text),
    });
    await opening.catch((error: Error) => expect(error.message).not.toContain(secret || 'wrong'));
  });

  it('goes on without a database that is away, not ready, for as long as it takes', async () => {
    const away = link('postgresql://nobody@127.0.0.1:1/none');
    await away.open(never);
    expect(away.ready).toBe(false);
  }, 20_000);
});
