import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SpendEvent } from '@tollgate/core';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, insertKey, spendEvent, spendThreeWays } from '../testing/spend-events.js';
import { toEventRecord } from './event-record.js';
import { storeEvents } from './event-store.js';

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());
beforeEach(async () => {
  await database.dataSource.query(
    'TRUNCATE spend_event, spend_total, spend_pending_hour, virtual_key, rotated_key',
  );
});

const recordsOf = (events: readonly SpendEvent[]) =>
  events.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
const store = (events: readonly SpendEvent[]) => storeEvents(database.dataSource, recordsOf(events));

describe('storing events', () => {
  it('counts an event once, however often it is stored', async () => {
    const events = [spendEvent({ cost: 5n }), spendEvent({ cost: 7n }), spendEvent({ cost: null })];
    expect((await store(events)).inserted).toBe(3);
    expect((await store([...events, spendEvent({ cost: 1n })])).inserted).toBe(1);
    expect((await store([...events, ...events])).inserted).toBe(0);
    const [total] = await database.dataSource.query(
      'SELECT spend, calls, unpriced_calls, last_active FROM spend_total',
    );
    expect(total).toEqual({
      spend: '13',
      calls: '4',
      unpriced_calls: '1',
      last_active: new Date(Date.UTC(2026, 6, 1, 10, 15, 1, 200)),
    });
  });

  it('charges calls made under a secret that was changed since to the key it belonged to', async () => {
    const key = await insertKey(database.dataSource, 'sk-new', 100n);
    const earlier = ['sk-first', 'sk-second'].map(hashOf);
    for (const token of earlier)
      await database.dataSource.query(
        'INSERT INTO rotated_key (token, active_token, revoke_at, created_at) VALUES ($1, $2, now(), now())',
        [token, key],
      );
    const hashes = [...earlier, key];
    const { balances } = await store(
      hashes.map((keyHash, place) => spendEvent({ keyHash, cost: BigInt(10 ** place) })),
    );
    expect(balances.get(key)).toBe(211n);
  });

  it('counts one of two equal events in the same batch', async () => {
    const event = spendEvent({ cost: 5n });
    expect(await store([event, event])).toEqual({ inserted: 1, balances: new Map([[event.keyHash, 5n]]) });
  });

  it('adds to the virtual key, keeps what an admin set, and returns the spend in force', async () => {
    const hash = await insertKey(database.dataSource, 'sk-one', 1_000n);
    const { balances } = await store([
      spendEvent({ cost: 5n }),
      spendEvent({ keyHash: hashOf('sk-master'), cost: 3n }),
    ]);
    expect(balances).toEqual(
      new Map([
        [hash, 1_005n],
        [hashOf('sk-master'), 3n],
      ]),
    );
    const [key] = await database.dataSource.query('SELECT spend, last_active FROM virtual_key');
    expect(key).toEqual({ spend: '1005', last_active: new Date(Date.UTC(2026, 6, 1, 10, 15, 1, 200)) });
  });

  it('marks each touched hour in the same transaction, and none for what was stored before', async () => {
    const early = spendEvent({ startedAt: Date.UTC(2026, 6, 1, 9, 59, 59, 999) });
    await store([early, spendEvent({ startedAt: Date.UTC(2026, 6, 1, 10) }), spendEvent()]);
    await store([early]);
    const hours = await database.dataSource.query('SELECT hour FROM spend_pending_hour ORDER BY hour');
    expect(hours).toEqual([
      { hour: new Date(Date.UTC(2026, 6, 1, 9)) },
      { hour: new Date(Date.UTC(2026, 6, 1, 10)) },
    ]);
  });

  it('stores nothing of a batch in which one row fails', async () => {
    const records = recordsOf([spendEvent(), spendEvent()]);
    const bad = { ...records[1]!, error_message: 'a\0b' };
    await expect(storeEvents(database.dataSource, [records[0]!, bad])).rejects.toMatchObject({
      code: '22P05',
    });
    expect(await spendThreeWays(database.dataSource)).toMatchObject({ events: {}, totals: {} });
  });

  it('stays exact when eight flushers store overlapping batches of the same keys at once', async () => {
    const keys = await Promise.all(
      Array.from({ length: 20 }, (_, index) => insertKey(database.dataSource, `sk-${index}`)),
    );
    const events = Array.from({ length: 1_200 }, (_, index) =>
      spendEvent({
        keyHash: keys[(index * 7) % keys.length]!,
        cost: BigInt(index),
        startedAt: Date.UTC(2026, 6, 1, index % 24),
      }),
    );
    const flushers = Array.from({ length: 8 }, async (_, flusher) => {
      for (let start = 0; start < events.length; start += 100) {
        // Each begins elsewhere and takes its batch in another order.
        const from = (start + flusher * 170) % events.length;
        const batch = events.slice(from, from + 150);
        await store(flusher % 2 === 0 ? batch : batch.reverse());
      }
    });
    await Promise.all(flushers);
    const { events: sums, totals } = await spendThreeWays(database.dataSource);
    expect(totals).toEqual(sums);
    const spend = Object.values(totals).reduce((sum, text) => sum + BigInt(text), 0n);
    expect(spend).toBe((1_199n * 1_200n) / 2n);
    const inKeys = await database.dataSource.query('SELECT sum(spend)::text AS spend FROM virtual_key');
    expect(inKeys).toEqual([{ spend: spend.toString() }]);
  });
});
