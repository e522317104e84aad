import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type BudgetCalendar, UTC_CALENDAR, type WindowBudget } from '@tollgate/core';
import { createDataSource } from '@tollgate/database';
import { createTestDatabase } from '@tollgate/database/testing';
import { type DataSource } from 'typeorm';
import { BudgetWindowRow } from './budget-window-row.js';
import { BudgetWindows } from './budget-windows.js';
import { dropEndedWindows } from './drop-ended-windows.js';
import { type WindowOwner } from './window-owner.js';

const TOKYO: BudgetCalendar = { timeZone: 'Asia/Tokyo', weekStartsOn: 1 };
const NOON = new Date('2026-03-18T12:00:00Z');

describe('windows of budgets', () => {
  let dataSource: DataSource;
  let windows: BudgetWindows;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase({ migrate: true });
    dataSource = createDataSource({
      url: database.url,
      entities: [BudgetWindowRow],
      poolSize: 6,
      applicationName: 'spec',
    });
    await dataSource.initialize();
    windows = new BudgetWindows(dataSource);
    drop = async () => {
      await dataSource.destroy();
      await database.drop();
    };
  }, 90_000);
  afterAll(() => drop());
  beforeEach(async () => {
    await dataSource.query('TRUNCATE virtual_key, rotated_key, spend_event, budget_window');
    await key('k');
  });

  async function key(token: string, counterId: string | null = null) {
    await dataSource.query(
      `INSERT INTO virtual_key (token, counter_id, spend, soft_budget_cooldown, model_max_budget, model_spend, models, aliases,
         config, permissions, metadata, allowed_routes, allowed_cache_controls, auto_rotate, rotation_count, created_at, updated_at)
       VALUES ($1, $2, 0, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', false, 0, now(), now())`,
      [token, counterId],
    );
  }

  async function call(token: string, endedAt: string, cost: number, models = { asked: 'm', group: 'm' }) {
    const event = {
      ...{ id: randomUUID(), call_id: 'c', status: 'success', http_status: 200, call_type: 'acompletion' },
      ...{ stream: false, asked_model: models.asked, model_group: models.group, key_hash: token, tags: [] },
      ...{ metadata: {}, usage_estimated: false, attempted_retries: 0, attempted_fallbacks: 0 },
      ...{ cost: String(cost), ended_at: endedAt },
      started_at: new Date(Date.parse(endedAt) - 30_000).toISOString(),
    };
    await dataSource.query(
      'INSERT INTO spend_event SELECT * FROM json_populate_record(NULL::spend_event, $1::json)',
      [JSON.stringify(event)],
    );
  }

  const owner = (budgets: WindowBudget[], calendar = UTC_CALENDAR): WindowOwner => ({
    ...{ kind: 'key', id: 'k', rowId: 'k' },
    budgets,
    calendar,
  });
  const budget = (model: string | null, period: string | null): WindowBudget => ({
    ...{ model, period },
    maxBudget: 1n,
  });
  const spends = async (budgets: WindowBudget[], now = NOON, calendar = UTC_CALENDAR) =>
    (await windows.of([owner(budgets, calendar)], now)).map(({ spend }) => spend);

  it('begin with what their calls cost since their start, each by its own length', async () => {
    await call('k', '2026-03-01T00:00:00Z', 1);
    await call('k', '2026-03-18T11:59:00Z', 10);
    await call('other', '2026-03-18T11:59:00Z', 1_000);
    await call('k', '2026-02-28T23:59:59Z', 100);
    expect(await spends([budget(null, '1d'), budget(null, '1mo'), budget(null, null)])).toEqual([
      10n,
      11n,
      111n,
    ]);
  });

  it('of a model count calls that asked for it, or for its group by another name', async () => {
    await call('k', '2026-03-18T11:59:00Z', 1, { asked: 'fast', group: 'gpt-4o' });
    await call('k', '2026-03-18T11:59:00Z', 10, { asked: 'claude', group: 'claude' });
    expect(await spends([budget('gpt-4o', '1d'), budget('fast', '1d'), budget('claude', '1d')])).toEqual([
      1n,
      1n,
      10n,
    ]);
  });

  it('are read again as they stand, without a second look at the calls', async () => {
    expect(await spends([budget(null, '1d')])).toEqual([0n]);
    await call('k', '2026-03-18T12:00:00Z', 5);
    await dataSource.query('UPDATE budget_window SET spend = 3');
    expect(await spends([budget(null, '1d')])).toEqual([3n]);
  });

  it('begin anew by themselves when they are over, at the midnights of their calendar', async () => {
    await call('k', '2026-03-18T12:00:00Z', 5);
    expect(await spends([budget(null, '1d')], NOON, TOKYO)).toEqual([5n]);
    const [next] = await windows.of([owner([budget(null, '1d')], TOKYO)], new Date('2026-03-18T15:00:01Z'));
    expect(next).toMatchObject({
      spend: 0n,
      since: new Date('2026-03-19T00:00:00+09:00'),
      resetsAt: new Date('2026-03-20T00:00:00+09:00'),
    });
  });

  it('count calls made under an earlier secret of the key', async () => {
    await dataSource.query('UPDATE virtual_key SET counter_id = $1', ['k']);
    await dataSource.query(`INSERT INTO rotated_key VALUES ('old', 'k', now(), now())`);
    await call('old', '2026-03-18T11:00:00Z', 7);
    expect(await spends([budget(null, '1d')])).toEqual([7n]);
  });

  it('of somebody who is gone do not begin', async () => {
    await dataSource.query('TRUNCATE virtual_key CASCADE');
    expect(await windows.of([owner([budget(null, '1d')])], NOON)).toEqual([]);
  });

  it('that are over are dropped once, and told by the hash that the key has now', async () => {
    await key('new', 'first');
    await windows.of([{ ...owner([budget(null, '1d')]), id: 'first', rowId: 'new' }], NOON);
    await spends([budget(null, '1mo')]);
    const ended = await Promise.all(
      [1, 2].map(() => dropEndedWindows(dataSource, new Date('2026-03-19T00:00:00Z'))),
    );
    expect(ended.flatMap((each) => each.key)).toEqual(['new']);
    expect(await dataSource.query('SELECT period FROM budget_window')).toEqual([{ period: '1mo' }]);
  });

  it('that never end are dropped with their owner', async () => {
    await spends([budget('m', null)]);
    await dropEndedWindows(dataSource, NOON);
    expect(await dataSource.query('SELECT model FROM budget_window')).toEqual([{ model: 'm' }]);
    await dataSource.query('TRUNCATE virtual_key CASCADE');
    await dropEndedWindows(dataSource, NOON);
    expect(await dataSource.query('SELECT model FROM budget_window')).toEqual([]);
  });
});
