import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource, migrate } from '@tollgate/database';
import { createTestDatabase, type TestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { waitForSchema } from './schema-ready.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
  dataSource = createDataSource({
    url: database.url,
    entities: [],
    poolSize: 3,
    applicationName: 'tollgate worker spec',
  });
  await dataSource.initialize();
}, 60_000);
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('waiting for the schema', () => {
  it('lasts until the API has migrated, is told once, and ends at a stop', async () => {
    const stopping = new AbortController();
    const stopped = waitForSchema(dataSource, stopping.signal, () => stopping.abort());
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });

    let told = 0;
    let ready = false;
    const waiting = waitForSchema(dataSource, new AbortController().signal, () => (told += 1)).then(() => {
      ready = true;
    });
    while (told === 0) await sleep(5);
    expect(ready).toBe(false);
    await migrate(dataSource);
    await waiting;
    expect(told).toBe(1);

    await waitForSchema(dataSource, new AbortController().signal, () => (told += 1));
    expect(told).toBe(1);
  }, 60_000);
});
