import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BudgetWindowRow, BudgetWindows, type WindowOwner } from '@tollgate/budgets';
import { type SpendEvent, UTC_CALENDAR } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { type DataSource } from 'typeorm';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { spendEvent } from '../testing/spend-events.js';
import { toEventRecord } from './event-record.js';
import { storeEvents } from './event-store.js';

const NOON = Date.parse('2026-03-18T12:00:00Z');
const KEY = 'a'.repeat(64);

describe('windows of budgets, as the ledger fills them', () => {
  let database: SpendDatabase;
  let readers: DataSource;
  beforeAll(async () => {
    database = await createSpendDatabase();
    const { url } = database;
    readers = createDataSource({ url, entities: [BudgetWindowRow], poolSize: 4, applicationName: 'spec' });
    await readers.initialize();
  });
  afterAll(async () => {
    await readers.destroy();
    await database.close();
  });
  beforeEach(async () => {
    await database.dataSource.query(
      'TRUNCATE spend_event, spend_total, virtual_key, rotated_key, budget_window CASCADE',
    );
    await database.dataSource.query(
      `INSERT INTO virtual_key (token, spend, soft_budget_cooldown, model_max_budget, model_spend, models, aliases, config,
         permissions, metadata, allowed_routes, allowed_cache_controls, auto_rotate, rotation_count, created_at, updated_at)
       VALUES ($1, 0, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, 0, now(), now())`,
      [KEY],
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
  const call = (cost: bigint, endedAt = NOON, askedModel = 'm') =>
    spendEvent({
      keyHash: KEY,
      cost,
      startedAt: endedAt - 1_000,
      endedAt,
      askedModel,
      modelGroup: askedModel,
    });
  const owner: WindowOwner = {
    ...{ kind: 'key', id: KEY, rowId: KEY, calendar: UTC_CALENDAR },
    budgets: [
      { model: null, period: '1d', maxBudget: 1n },
      { model: 'm', period: null, maxBudget: 1n },
    ],
  };
  const begin = () => new BudgetWindows(readers).of([owner], new Date(NOON));
  const spends = async () =>
    Object.fromEntries(
      (
        await database.dataSource.query<{ model: string; spend: string }[]>(
          'SELECT model, spend::text FROM budget_window',
        )
      ).map(({ model, spend }) => [model, spend]),
    );

  it('grow by each call once, those of a model by its calls only', async () => {
    await begin();
    const events = [call(5n), call(7n, NOON + 60_000, 'other')];
    await store(events);
    await store(events);
    expect(await spends()).toEqual({ '': '12', m: '5' });
  });

  it('do not count what ended before they began, however late it is stored', async () => {
    await begin();
    await store([call(5n, Date.parse('2026-03-17T23:59:59Z')), call(7n, Date.parse('2026-03-18T00:00:00Z'))]);
    expect(await spends()).toEqual({ '': '7', m: '12' });
  });

  it('count a call made under an earlier secret of the key', async () => {
    await begin();
    await database.dataSource.query(`INSERT INTO rotated_key VALUES ($1, $2, now(), now())`, [
      'b'.repeat(64),
      KEY,
    ]);
    await store([{ ...call(5n), keyHash: 'b'.repeat(64) }]);
    expect(await spends()).toEqual({ '': '5', m: '5' });
  });

  it('neither lose nor count twice what is stored while they begin', async () => {
    const batches = Array.from({ length: 30 }, () => Array.from({ length: 4 }, () => call(1n)));
    await Promise.all([
      ...batches.slice(0, 15).map(store),
      begin(),
      ...batches.slice(15).map(store),
      begin(),
    ]);
    expect(await spends()).toEqual({ '': '120', m: '120' });
  });
});
