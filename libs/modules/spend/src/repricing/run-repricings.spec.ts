import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntryRow, AuditStore } from '@tollgate/audit';
import { type Actor } from '@tollgate/auth';
import { NO_USAGE, type SpendEvent } from '@tollgate/core';
import { ModelPriceStore } from '@tollgate/models';
import { ExportStore } from '../exports/export-store.js';
import { writeQueuedExports } from '../exports/write-exports.js';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { dropExpiredMonths } from '../partitions/retention.js';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { EVERYTHING } from '../scope/spend-scope.js';
import { EXPORTER } from '../testing/export-world.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, insertKey, spendEvent, spendThreeWays } from '../testing/spend-events.js';
import { OrderRepricing } from './order-repricing.js';
import { type RepricingSelection } from './repricing.js';
import { RepricingStore } from './repricing-store.js';
import { runRepricings } from './run-repricings.js';

let database: SpendDatabase;
beforeAll(async () => {
  database = await createSpendDatabase();
});
afterAll(async () => database.close());
beforeEach(async () => {
  await database.dataSource.query(
    `TRUNCATE spend_event, spend_total, spend_hourly, spend_pending_hour, spend_repricing, spend_adjustment, spend_adjusted,
       spend_dropped_month, spend_export, model_price, virtual_key, rotated_key, team, audit_entry CASCADE`,
  );
});

const ACTOR: Actor = { caller: EXPORTER, changedBy: null, ip: null, requestId: 'r' };
const OCTOBER: RepricingSelection = {
  ...{ from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z', provider: null, model: null },
  ...{ teamId: null, keyHash: null, onlyUnpriced: false },
};
const at = (text: string) => Date.parse(`${text}Z`);

/** 1,000 tokens in, 100 out, of a model only the price book may know; unpriced unless told. */
const houseCall = (fields: Partial<SpendEvent> = {}) =>
  spendEvent({
    ...{ startedAt: at('2026-10-05T10:00:00'), sentModel: 'gpt-house', cost: null, priceSource: null },
    usage: { ...NO_USAGE, inputTokens: 1_000, outputTokens: 100 },
    ...fields,
  });

async function store(...events: SpendEvent[]): Promise<void> {
  const records = events.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
  await storeEvents(database.dataSource, records);
}

/** USD per token. With 0.000002 and 0.000008 a house call costs 1000·2e-6 + 100·8e-6 = 0.0028 dollars. */
async function setPrice(input: string, output: string): Promise<string> {
  const { dataSource } = database;
  const id = randomUUID();
  await new ModelPriceStore(dataSource).insert(dataSource.manager, {
    ...{ id, provider: 'openai', model: 'gpt-house', origin: 'invoice' },
    ...{ validFrom: new Date('2026-10-01'), validTo: null, createdAt: new Date(), createdBy: null },
    prices: { input_cost_per_token: input, output_cost_per_token: output },
    ...{ withdrawnAt: null, withdrawnBy: null },
  });
  return id;
}

const orders = () => {
  const { dataSource } = database;
  return new OrderRepricing(dataSource, new RepricingStore(dataSource), new AuditStore(dataSource));
};
const run = () =>
  runRepricings(database.dataSource, (_, error) => {
    throw error;
  });

async function previewed(selection = OCTOBER) {
  const { id } = await orders().ask(selection, 'the contract came late', ACTOR, new Date());
  await run();
  return (await new RepricingStore(database.dataSource).find(id))!;
}

async function booked(selection = OCTOBER) {
  const { id } = await previewed(selection);
  expect(await orders().decide(id, 'approved', ACTOR, new Date())).toMatchObject({ ok: true });
  await run();
  return (await new RepricingStore(database.dataSource).find(id))!;
}

const one = async <Row>(sql: string): Promise<Row> => {
  const [row] = await database.dataSource.query<Row[]>(sql);
  if (row === undefined) throw new Error('no row');
  return row;
};
const eventsDigest = () =>
  one(`SELECT md5(string_agg(e::text, '' ORDER BY id)) AS digest FROM spend_event e`);
const spendOf = (table: string, where: string) => one(`SELECT spend FROM ${table} WHERE ${where}`);

describe('a preview', () => {
  it('says what would change, by model and team, and changes nothing', async () => {
    await store(
      houseCall({ teamId: 'blue' }),
      houseCall({ cost: 1_000_000_000n, priceSource: 'price_book' }),
    );
    await setPrice('0.000002', '0.000008');
    const { status, preview } = await previewed();
    expect(status).toBe('previewed');
    expect(preview).toMatchObject({
      ...{ calls: 2, changed_calls: 2, newly_priced_calls: 1, before: 0.001, after: 0.0056 },
      difference_usd: '0.0046',
      by_model: { 'openai/gpt-house': { calls: 2, difference_usd: '0.0046' } },
      by_team: { blue: { difference_usd: '0.0028' }, '': { difference_usd: '0.0018' } },
    });
    expect(await one('SELECT count(*)::int AS n FROM spend_adjustment')).toEqual({ n: 0 });
  });

  it('keeps to its selection', async () => {
    await store(
      houseCall({ teamId: 'blue' }),
      houseCall({ teamId: 'green' }),
      houseCall({ teamId: 'blue', startedAt: at('2026-11-01T00:00:00') }),
      houseCall({ teamId: 'blue', cost: 5n, priceSource: 'price_book' }),
    );
    await setPrice('0.000002', '0.000008');
    const { preview } = await previewed({ ...OCTOBER, teamId: 'blue', onlyUnpriced: true });
    expect(preview).toMatchObject({ calls: 1, changed_calls: 1 });
  });
});

describe('booking', () => {
  it('changes no call, and every total with it: calls = lifetime = rollup = key = team', async () => {
    await insertKey(database.dataSource, 'sk-one');
    await database.dataSource.query(
      `INSERT INTO team (team_id, spend, blocked, models, metadata, model_max_budget, model_spend, member_permissions,
         default_member_models, model_aliases, access_group_ids, policies, created_at, updated_at)
       VALUES ('blue', 0, false, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', now(), now())`,
    );
    await store(
      houseCall({ teamId: 'blue' }),
      houseCall({ teamId: 'blue', cost: 9_000_000_000n, priceSource: 'price_book' }),
      spendEvent({ teamId: 'blue', startedAt: at('2026-10-06T10:00:00'), cost: 7n, priceSource: 'config' }),
    );
    await rollUpPendingHours(database.dataSource);
    const before = await eventsDigest();
    const version = await setPrice('0.000002', '0.000008');
    const { status, outcome } = await booked();
    expect(status).toBe('done');
    // 0.0028 more for the first; 0.009 → 0.0028 for the second.
    expect(outcome).toMatchObject({ changed_calls: 2, newly_priced_calls: 1, difference_usd: '-0.0034' });
    expect(await eventsDigest()).toEqual(before);
    const { events, totals, rollup } = await spendThreeWays(database.dataSource);
    expect(events).toEqual({ [hashOf('sk-one')]: '5600000007' });
    expect([totals, rollup]).toEqual([events, events]);
    expect(await spendOf('virtual_key', 'true')).toEqual({ spend: '5600000007' });
    expect(await spendOf('team', `team_id = 'blue'`)).toEqual({ spend: '5600000007' });
    expect(
      await one(
        `SELECT (SELECT sum(unpriced_calls)::int FROM spend_hourly) AS hourly, (SELECT unpriced_calls::int FROM spend_total) AS total`,
      ),
    ).toEqual({ hourly: 0, total: 0 });
    expect(
      await database.dataSource.query(
        'SELECT amount, cost, was_unpriced, price_source, price_version FROM spend_adjustment ORDER BY amount',
      ),
    ).toEqual([
      {
        amount: '-6200000000',
        cost: '2800000000',
        was_unpriced: false,
        price_source: 'price_book',
        price_version: version,
      },
      {
        amount: '2800000000',
        cost: '2800000000',
        was_unpriced: true,
        price_source: 'price_book',
        price_version: version,
      },
    ]);
  });

  it('books nothing twice: when it is done again, and when a worker died in the middle', async () => {
    await store(houseCall(), houseCall());
    await setPrice('0.000002', '0.000008');
    const { id } = await booked();
    await database.dataSource.query(`UPDATE spend_repricing SET status = 'approved' WHERE id = $1`, [id]);
    await run();
    expect((await booked()).outcome).toMatchObject({ calls: 2, changed_calls: 0, difference_usd: '0' });
    expect(await one('SELECT sum(cost)::text AS spend FROM spend_call')).toEqual({ spend: '5600000000' });
  });

  it('follows a corrected price again, from what the calls cost by then', async () => {
    await store(houseCall());
    await setPrice('0.000002', '0.000008');
    await booked();
    // 1000·3e-6 + 100·8e-6 = 0.0038
    await setPrice('0.000003', '0.000008');
    expect((await booked()).outcome).toMatchObject({ before: 0.0028, after: 0.0038, newly_priced_calls: 0 });
    const { events, totals, rollup } = await spendThreeWays(database.dataSource);
    expect([totals, rollup]).toEqual([events, events]);
    expect(events).toEqual({ [hashOf('sk-one')]: '3800000000' });
  });

  it('leaves budgets alone that began anew after the call', async () => {
    await insertKey(database.dataSource, 'sk-one');
    await store(houseCall());
    await database.dataSource.query(`UPDATE virtual_key SET spend = 42, spend_since = '2026-10-06'`);
    await setPrice('0.000002', '0.000008');
    await booked();
    expect(await spendOf('virtual_key', 'true')).toEqual({ spend: '42' });
    expect(await spendOf('spend_total', 'true')).toEqual({ spend: '2800000000' });
  });

  it('is exact over many batches, with keys that go on being charged meanwhile', async () => {
    await insertKey(database.dataSource, 'sk-one');
    await store(
      ...Array.from({ length: 2_300 }, (_, i) =>
        houseCall({ startedAt: at('2026-10-05T10:00:00') + (i % 7) }),
      ),
    );
    await setPrice('0.000002', '0.000008');
    const { id } = await previewed();
    await orders().decide(id, 'approved', ACTOR, new Date());
    const charging = (async () => {
      for (let i = 0; i < 20; i += 1)
        await store(spendEvent({ cost: 1n, startedAt: at('2026-11-02T00:00:00') }));
    })();
    await Promise.all([run(), charging]);
    await rollUpPendingHours(database.dataSource);
    const { events, totals, rollup } = await spendThreeWays(database.dataSource);
    expect(events).toEqual({ [hashOf('sk-one')]: String(2_300n * 2_800_000_000n + 20n) });
    expect([totals, rollup]).toEqual([events, events]);
    expect(await spendOf('virtual_key', 'true')).toEqual({ spend: events[hashOf('sk-one')] });
  });

  it('keeps exports tied out, and months droppable', async () => {
    const { dataSource, url } = database;
    await store(houseCall(), spendEvent({ startedAt: at('2026-10-07T00:00:00'), priceSource: 'config' }));
    await setPrice('0.000002', '0.000008');
    await booked();
    const exports = new ExportStore(dataSource);
    const { id } = await exports.insert(
      {
        ...{ report: 'calls', format: 'csv', groupBy: [], currency: null, scope: EVERYTHING },
        period: { label: '2026-10', from: OCTOBER.from, to: OCTOBER.to, timeZone: 'UTC' },
      },
      EXPORTER,
      new Date(),
    );
    await writeQueuedExports({ dataSource, databaseUrl: url }, (_, error) => {
      throw error;
    });
    // 0.0028 + 0.0021
    expect(await exports.find(id)).toMatchObject({ status: 'done', total: '4900000000', unpricedCalls: '0' });
    const { dropped } = await dropExpiredMonths(dataSource, new Date('2026-12-01'), new Date());
    expect(dropped).toEqual(['2026-10']);
    expect(await one('SELECT spend FROM spend_dropped_month')).toEqual({ spend: '4900000000' });
  });
});

describe('a decision', () => {
  it('is written down with who made it, and cannot be made before there is something to see', async () => {
    await store(houseCall());
    const { id } = await orders().ask(OCTOBER, 'why', ACTOR, new Date());
    expect(await orders().decide(id, 'approved', ACTOR, new Date())).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('still being worked out') },
    });
    await run();
    await orders().decide(id, 'approved', ACTOR, new Date());
    await run();
    expect(await orders().decide(id, 'withdrawn', ACTOR, new Date())).toMatchObject({ ok: false });
    const entries = await database.dataSource.manager.find(AuditEntryRow, { order: { at: 'ASC' } });
    expect(entries.map(({ action, objectId, userId }) => [action, objectId, userId])).toEqual([
      ['created', id, 'u'],
      ['updated', id, 'u'],
    ]);
  });
});
