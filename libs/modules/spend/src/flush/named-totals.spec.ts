import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SpendEvent } from '@tollgate/core';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { spendEvent } from '../testing/spend-events.js';
import { toEventRecord } from './event-record.js';
import { storeEvents } from './event-store.js';

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());
beforeEach(async () => {
  await database.dataSource.query('TRUNCATE spend_event, spend_total, customer, tag');
  await database.dataSource.query(
    `INSERT INTO tag (name, spend, model_max_budget, model_spend, models, metadata, created_at, updated_at)
     SELECT name, 0, '{}', '{}', '{}', '{}', now(), now() FROM unnest(ARRAY['ci', 'prod']) AS name`,
  );
});

const store = (events: readonly SpendEvent[]) =>
  storeEvents(
    database.dataSource,
    events.map((event) => {
      const result = toEventRecord(event);
      if (!result.ok) throw new Error(result.reason);
      return result.record;
    }),
  );
const spendOf = async (table: string) => {
  const rows = await database.dataSource.query<{ id: string; spend: string }[]>(
    `SELECT ${table === 'tag' ? 'name' : 'customer_id'} AS id, spend::text FROM ${table} ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ id, spend }) => [id, spend]));
};

describe('spend of what calls name', () => {
  it('makes a customer by its first call, also by one that costs nothing', async () => {
    await store([
      spendEvent({ cost: 5n, endUserId: 'ann' }),
      spendEvent({ cost: null, endUserId: 'bob' }),
      spendEvent({ cost: 3n }),
    ]);
    expect(await spendOf('customer')).toEqual({ ann: '5', bob: '0' });
    const [row] = await database.dataSource.query<object[]>(
      `SELECT * FROM customer WHERE customer_id = 'ann'`,
    );
    expect(row).toMatchObject({ blocked: false, max_budget: null, models: [], created_by: null });
  });

  it('counts a call once, however often it is stored', async () => {
    const events = [spendEvent({ cost: 5n, endUserId: 'ann', tags: ['ci'] })];
    await store(events);
    await store(events);
    expect(await spendOf('customer')).toEqual({ ann: '5' });
    expect(await spendOf('tag')).toEqual({ ci: '5', prod: '0' });
  });

  it('charges a call to each of its tags in full, and to a tag that is named twice once', async () => {
    await store([
      spendEvent({ cost: 5n, tags: ['ci', 'prod', 'ci', 'unknown'] }),
      spendEvent({ cost: 7n, tags: ['prod'] }),
    ]);
    expect(await spendOf('tag')).toEqual({ ci: '5', prod: '12' });
  });

  it('adds up exactly when many flush at once, in any order of names', async () => {
    const names = ['ann', 'bob', 'eve'];
    const batches = Array.from({ length: 8 }, (_, batch) =>
      Array.from({ length: 21 }, (__, i) =>
        spendEvent({
          cost: 1n,
          endUserId: names[(i + batch) % 3] ?? null,
          tags: batch % 2 ? ['prod', 'ci'] : ['ci', 'prod'],
        }),
      ),
    );
    await Promise.all(batches.map(store));
    expect(await spendOf('customer')).toEqual({ ann: '56', bob: '56', eve: '56' });
    expect(await spendOf('tag')).toEqual({ ci: '168', prod: '168' });
  });
});
