import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DailyActivityPage, type SpendEvent } from '@tollgate/core';
import supertest from 'supertest';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { SpendApi } from '../testing/spend-api.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, insertKey, keyContext, spendEvent } from '../testing/spend-events.js';

const MASTER = 'sk-master';
const ONE = hashOf('sk-one');
const DOLLAR = 1_000_000_000_000n;

let database: SpendDatabase;
let api: SpendApi;

const day = (date: number, hour = 10) => Date.UTC(2026, 6, date, hour);

/** Two days: a call of a team, customer and two tags, one of another team, one of nobody. */
const EVENTS: SpendEvent[] = [
  spendEvent({
    startedAt: day(1),
    keyHash: ONE,
    userId: 'u-1',
    teamId: 'blue',
    organizationId: 'acme',
    endUserId: 'globex',
    tags: ['checkout', 'nightly', 'checkout'],
    cost: 3n * DOLLAR,
  }),
  spendEvent({
    startedAt: day(2),
    keyHash: hashOf('sk-two'),
    userId: 'u-2',
    teamId: 'red',
    organizationId: 'acme',
    endUserId: 'initech',
    tags: ['nightly'],
    cost: 4n * DOLLAR,
  }),
  spendEvent({ startedAt: day(2, 11), keyHash: ONE, cost: 5n * DOLLAR }),
];

beforeAll(async () => {
  database = await createSpendDatabase();
  const { dataSource } = database;
  await insertKey(dataSource, 'sk-one', 0n);
  const records = EVENTS.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
  await storeEvents(dataSource, records);
  await rollUpPendingHours(dataSource);
  api = await SpendApi.open(dataSource, [keyContext({ hash: ONE })]);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function read(path: string, query: Record<string, string> = {}, key = MASTER) {
  const reply = await supertest(api.server)
    .get(path)
    .query({ start_date: '2026-07-01', end_date: '2026-07-31', ...query })
    .set('authorization', `Bearer ${key}`);
  return { status: reply.status, body: reply.body as DailyActivityPage };
}

/** Spend of each entity on each day, the newest first. */
async function spendBy(path: string, query: Record<string, string> = {}, key = MASTER) {
  const { body } = await read(path, query, key);
  return body.results.map(({ breakdown }) =>
    Object.fromEntries(
      Object.entries(breakdown.entities ?? {}).map(([id, { metrics }]) => [id, metrics.spend]),
    ),
  );
}

describe('daily activity by entity', () => {
  it.each([
    ['/team/daily/activity', {}, [{ Unassigned: 5, red: 4 }, { blue: 3 }]],
    ['/organization/daily/activity', {}, [{ Unassigned: 5, acme: 4 }, { acme: 3 }]],
    ['/customer/daily/activity', {}, [{ Unassigned: 5, initech: 4 }, { globex: 3 }]],
    ['/end_user/daily/activity', {}, [{ Unassigned: 5, initech: 4 }, { globex: 3 }]],
    ['/user/daily/activity', { entities: 'user' }, [{ Unassigned: 5, 'u-2': 4 }, { 'u-1': 3 }]],
  ])('%s gives the spend of each, and of what belongs to none', async (path, query, spend) => {
    expect(await spendBy(path, query)).toEqual(spend);
  });

  it('counts a call in each of its tags once, and once in the total', async () => {
    expect(await spendBy('/tag/daily/activity')).toEqual([
      { Unassigned: 5, nightly: 4 },
      { checkout: 3, nightly: 3 },
    ]);
    expect((await read('/tag/daily/activity')).body.metadata.total_spend).toBe(12);
  });

  it('narrows to some, or to all but some', async () => {
    expect(await spendBy('/team/daily/activity', { team_ids: 'blue, none' })).toEqual([{ blue: 3 }]);
    expect(await spendBy('/customer/daily/activity', { exclude_end_user_ids: 'globex,initech' })).toEqual([
      { Unassigned: 5 },
    ]);
    expect(await spendBy('/tag/daily/activity', { tags: 'checkout' })).toEqual([{ checkout: 3 }]);
    const { body } = await read('/tag/daily/activity', { tags: 'checkout' });
    expect(body.metadata).toMatchObject({ total_spend: 3, total_api_requests: 1 });
  });

  it('pages over whole days', async () => {
    const { body } = await read('/team/daily/activity', { page_size: '1', page: '2' });
    expect(body.results.map(({ date }) => date)).toEqual(['2026-07-01']);
    expect(body.metadata).toMatchObject({ page: 2, total_pages: 2, has_more: false, total_spend: 12 });
  });

  it('shows a key its own calls only, and no team it does not run', async () => {
    expect(await spendBy('/customer/daily/activity', {}, 'sk-one')).toEqual([
      { Unassigned: 5 },
      { globex: 3 },
    ]);
    expect(await read('/team/daily/activity', { team_ids: 'red' }, 'sk-one')).toMatchObject({ status: 404 });
  });

  it('asks for both dates, and for no more ids than it reads', async () => {
    const missing = await supertest(api.server)
      .get('/tag/daily/activity')
      .set('authorization', `Bearer ${MASTER}`);
    expect(missing.status).toBe(400);
    const ids = Array.from({ length: 101 }, (_, id) => `t${id}`).join(',');
    expect(await read('/team/daily/activity', { team_ids: ids })).toMatchObject({
      status: 400,
      body: { error: { param: 'team_ids' } },
    });
  });
});
