import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SpendEvent } from '@tollgate/core';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { spendEvent } from '../testing/spend-events.js';
import { makeMonths, partitions } from './month-partitions.js';
import { dropExpiredMonths, keptSince } from './retention.js';

/** The day of the test: 10 December 2026. */
const NOW = new Date('2026-12-10T12:00:00Z');
const at = (text: string) => Date.parse(`${text}:00Z`);

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());

beforeEach(async () => {
  const { dataSource } = database;
  for (const name of await partitions(dataSource.manager))
    if (name !== 'spend_event_default') await dataSource.query(`DROP TABLE ${name}`);
  await dataSource.query('TRUNCATE spend_event, spend_hourly, spend_pending_hour, spend_dropped_month');
});

async function store(...events: SpendEvent[]): Promise<void> {
  const records = events.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
  await storeEvents(database.dataSource, records);
}

const names = () => partitions(database.dataSource.manager);
const sums = (table: string, amount: string) =>
  database.dataSource.query(`SELECT coalesce(sum(${amount}), 0)::text AS spend FROM ${table}`);

describe('partitions of the ledger', () => {
  it('are made for this month and the next two, once, across the turn of the year', async () => {
    expect(await makeMonths(database.dataSource, NOW)).toEqual([
      'spend_event_2026_12',
      'spend_event_2027_01',
      'spend_event_2027_02',
    ]);
    expect(await makeMonths(database.dataSource, NOW)).toEqual([]);
    expect(await names()).toEqual([
      ...['spend_event_2026_12', 'spend_event_2027_01', 'spend_event_2027_02', 'spend_event_default'],
    ]);
  });

  it('are made once when several processes make them at the same time', async () => {
    const made = await Promise.all([1, 2, 3].map(() => makeMonths(database.dataSource, NOW)));
    expect(made.flat().sort()).toEqual(['spend_event_2026_12', 'spend_event_2027_01', 'spend_event_2027_02']);
  });

  it('take the calls of their month to the millisecond, UTC; others stay in the default one', async () => {
    await makeMonths(database.dataSource, NOW);
    await store(
      spendEvent({ startedAt: at('2026-12-01T00:00') }),
      spendEvent({ startedAt: at('2026-12-01T00:00') - 1 }),
      spendEvent({ startedAt: at('2027-01-01T00:00') - 1 }),
    );
    const rows = await database.dataSource.query(
      'SELECT tableoid::regclass::text AS part, count(*)::int AS calls FROM spend_event GROUP BY 1 ORDER BY 1',
    );
    expect(rows).toEqual([
      { part: 'spend_event_2026_12', calls: 2 },
      { part: 'spend_event_default', calls: 1 },
    ]);
  });

  it('leave a month whose calls are in the default one where it is', async () => {
    await store(spendEvent({ startedAt: at('2026-12-09T10:00') }));
    expect(await makeMonths(database.dataSource, NOW)).toEqual([
      'spend_event_2027_01',
      'spend_event_2027_02',
    ]);
    expect(await sums('spend_event', 'cost')).toEqual([{ spend: '2100000000' }]);
  });
});

describe('retention', () => {
  const november = at('2026-11-20T08:30');

  it('drops whole months that are over, keeps their hours, and writes down what they came to', async () => {
    await makeMonths(database.dataSource, new Date('2026-11-01T00:00:00Z'));
    await store(
      spendEvent({ startedAt: november, cost: 5n }),
      spendEvent({ startedAt: at('2026-10-31T23:59'), cost: 7n }),
      spendEvent({ startedAt: at('2026-12-01T00:00'), cost: 11n }),
    );
    await rollUpPendingHours(database.dataSource);
    const { dropped, kept } = await dropExpiredMonths(database.dataSource, new Date('2026-12-05'), NOW);
    expect({ dropped, kept }).toEqual({ dropped: ['2026-10', '2026-11'], kept: [] });
    expect(await names()).not.toContain('spend_event_2026_11');
    expect(await sums('spend_event', 'cost')).toEqual([{ spend: '11' }]);
    expect(await sums('spend_hourly', 'spend')).toEqual([{ spend: '23' }]);
    expect(
      await database.dataSource.query(
        'SELECT month::text, calls, spend FROM spend_dropped_month ORDER BY month',
      ),
    ).toEqual([
      { month: '2026-10-01', calls: '1', spend: '7' },
      { month: '2026-11-01', calls: '1', spend: '5' },
    ]);
  });

  it('keeps a month whose rollup is not done, and says so', async () => {
    await store(spendEvent({ startedAt: november }));
    expect(await dropExpiredMonths(database.dataSource, NOW, NOW)).toEqual({
      dropped: [],
      kept: [{ month: '2026-11', reason: '1 hour(s) wait for their rollup' }],
    });
    expect(await sums('spend_event', 'cost')).toEqual([{ spend: '2100000000' }]);
  });

  it('keeps a month whose rollup is not the sum of its rows', async () => {
    await store(spendEvent({ startedAt: november, cost: 3n }));
    await rollUpPendingHours(database.dataSource);
    await database.dataSource.query('UPDATE spend_hourly SET spend = spend + 1');
    const { dropped, kept } = await dropExpiredMonths(database.dataSource, NOW, NOW);
    expect(dropped).toEqual([]);
    expect(kept[0]?.reason).toContain('3 pico-USD) are not what the rollup holds (1, 4)');
  });

  it('adds a call that comes after its month was dropped to the hours that were closed', async () => {
    await store(spendEvent({ startedAt: november, cost: 3n }));
    await rollUpPendingHours(database.dataSource);
    await dropExpiredMonths(database.dataSource, NOW, NOW);
    await store(spendEvent({ startedAt: november, cost: 4n }));
    await rollUpPendingHours(database.dataSource);
    expect(await sums('spend_hourly', 'spend')).toEqual([{ spend: '7' }]);
    expect((await dropExpiredMonths(database.dataSource, NOW, NOW)).dropped).toEqual(['2026-11']);
    expect(await sums('spend_hourly', 'spend')).toEqual([{ spend: '7' }]);
    expect(await sums('spend_dropped_month', 'spend')).toEqual([{ spend: '7' }]);
  });

  it('counts days from now, and months by the calendar', () => {
    expect(keptSince({ unit: 'ms', milliseconds: 30 * 86_400_000 }, NOW)).toEqual(
      new Date('2026-11-10T12:00:00Z'),
    );
    expect(keptSince({ unit: 'months', months: 12 }, NOW)).toEqual(new Date('2025-12-01T00:00:00Z'));
  });
});
