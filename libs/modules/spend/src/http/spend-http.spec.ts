import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type DailyActivityPage,
  NO_USAGE,
  type RoutingDecision,
  type SpendEvent,
  type SpendLogPage,
  type SpendLogRow,
} from '@tollgate/core';
import supertest from 'supertest';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { SpendApi } from '../testing/spend-api.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, insertKey, keyContext, spendEvent } from '../testing/spend-events.js';

const MASTER = 'sk-master';
const ONE = hashOf('sk-one');
const TWO = hashOf('sk-two');

let database: SpendDatabase;
let api: SpendApi;

const day = (date: number, hour = 10, minute = 0) => Date.UTC(2026, 6, date, hour, minute);

/** July 2026: two keys, three days, a failure, a client that left, an unpriced call. Amounts in pico-USD. */
const EVENTS: SpendEvent[] = [
  spendEvent({
    startedAt: day(1),
    keyHash: ONE,
    userId: 'u-17',
    cost: 100_000_000_000n,
    responseId: 'chatcmpl-1',
  }),
  spendEvent({
    startedAt: day(1, 23, 59),
    keyHash: ONE,
    userId: 'u-17',
    cost: 200_000_000_000n,
    callId: 'call-2',
  }),
  spendEvent({
    startedAt: day(1, 12),
    keyHash: TWO,
    keyAlias: 'two',
    sentModel: 'claude',
    modelGroup: 'smart',
    provider: 'anthropic',
    cost: 700_000_000_000n,
    teamId: 'team-blue',
    metadata: { session_id: 's-1', user_api_key: 'forged' },
  }),
  spendEvent({
    startedAt: day(2),
    keyHash: TWO,
    sentModel: null,
    modelGroup: null,
    provider: null,
    askedModel: 'ghost',
    status: 'failure',
    httpStatus: 404,
    errorClass: 'NotFoundError',
    errorMessage: 'No such model',
    usage: null,
    cost: 0n,
    firstTokenMs: null,
  }),
  spendEvent({
    startedAt: day(3),
    keyHash: ONE,
    status: 'cancelled',
    httpStatus: 499,
    cost: 1n,
    usage: {
      ...NO_USAGE,
      inputTokens: 10,
      cacheReadTokens: 4,
      cacheWriteTokens: 2,
      cacheWrite1hTokens: 1,
      outputTokens: 1,
    },
  }),
  spendEvent({ startedAt: day(3, 11), keyHash: ONE, cost: null, priceSource: null, usageEstimated: true }),
];

beforeAll(async () => {
  database = await createSpendDatabase();
  const { dataSource } = database;
  await insertKey(dataSource, 'sk-one', 300_000_000_001n);
  await insertKey(dataSource, 'sk-two', 700_000_000_000n);
  const records = EVENTS.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
  await dataSource.query('UPDATE virtual_key SET spend = 0');
  await storeEvents(dataSource, records);
  await rollUpPendingHours(dataSource);
  api = await SpendApi.open(
    dataSource,
    [ONE, TWO].map((hash) => keyContext({ hash })),
  );
});
afterAll(async () => {
  await api.close();
  await database.close();
});

async function get<Body>(
  path: string,
  query: Record<string, string | number> = {},
  key = MASTER,
): Promise<Body> {
  const reply = await supertest(api.server).get(path).query(query).set('authorization', `Bearer ${key}`);
  expect({ status: reply.status, body: reply.status === 200 ? null : (reply.body as unknown) }).toEqual({
    status: 200,
    body: null,
  });
  return reply.body as Body;
}

async function refused(path: string, query: Record<string, string | number>, key = MASTER) {
  const reply = await supertest(api.server).get(path).query(query).set('authorization', `Bearer ${key}`);
  const body = reply.body as { error?: { param: string | null; message: string } };
  return { status: reply.status, param: body.error?.param };
}

const JULY = { start_date: '2026-07-01', end_date: '2026-07-31' };
const idsOf = (rows: readonly SpendLogRow[]) =>
  rows.map((row) => EVENTS.findIndex((event) => event.id === row.id));

describe('GET /spend/logs', () => {
  it('lists all rows newest first for the master key, and its own for a key', async () => {
    expect(idsOf(await get('/spend/logs'))).toEqual([5, 4, 3, 1, 2, 0]);
    expect(idsOf(await get('/spend/logs', {}, 'sk-two'))).toEqual([3, 2]);
    expect(idsOf(await get('/spend/logs', { api_key: 'sk-one' }, 'sk-two'))).toEqual([]);
  });

  it('uses one filter only: key, then request, then user', async () => {
    expect(
      idsOf(await get('/spend/logs', { api_key: TWO, request_id: 'chatcmpl-1', user_id: 'u-17' })),
    ).toEqual([3, 2]);
    expect(idsOf(await get('/spend/logs', { request_id: 'chatcmpl-1', user_id: 'nobody' }))).toEqual([0]);
    expect(idsOf(await get('/spend/logs', { user_id: 'u-17' }))).toEqual([1, 0]);
    expect(idsOf(await get('/spend/logs', { request_id: 'call-2' }))).toEqual([1]);
    expect(idsOf(await get('/spend/logs', { request_id: 'none' }))).toEqual([]);
  });

  it('sums per day with both dates, the last day included, days without a call as zero', async () => {
    expect(await get('/spend/logs', { start_date: '2026-07-01', end_date: '2026-07-04' })).toEqual([
      {
        startTime: '2026-07-01',
        spend: 1,
        users: { 'u-17': 0.3, '': 0.7 },
        models: { 'gpt-4o-mini': 0.3, claude: 0.7 },
        [ONE]: 0.3,
        [TWO]: 0.7,
      },
      { startTime: '2026-07-02', spend: 0, users: { '': 0 }, models: { ghost: 0 }, [TWO]: 0 },
      {
        startTime: '2026-07-03',
        spend: 1e-12,
        users: { '': 1e-12 },
        models: { 'gpt-4o-mini': 1e-12 },
        [ONE]: 1e-12,
      },
      { startTime: '2026-07-04', spend: 0, users: {}, models: {} },
    ]);
    expect(
      await get('/spend/logs', { start_date: '2026-07-01', end_date: '2026-07-01', api_key: 'sk-one' }),
    ).toEqual([
      {
        startTime: '2026-07-01',
        spend: 0.3,
        users: { 'u-17': 0.3 },
        models: { 'gpt-4o-mini': 0.3 },
        [ONE]: 0.3,
      },
    ]);
    expect(
      await get('/spend/logs', {
        start_date: '2026-07-01',
        end_date: '2026-07-01',
        request_id: 'chatcmpl-1',
      }),
    ).toMatchObject([{ spend: 0.1 }]);
  });

  it('lists the rows of a range with summarize=false', async () => {
    const range = { start_date: '2026-07-01', end_date: '2026-07-01', summarize: 'false' };
    expect(idsOf(await get('/spend/logs', range))).toEqual([1, 2, 0]);
  });

  it('shows a row in the names clients know, and an unknown price as null', async () => {
    const rows = await get<SpendLogRow[]>('/spend/logs');
    expect(rows[0]).toMatchObject({ spend: null, metadata: { usage_estimated: true, price_source: null } });
    expect(rows[2]).toMatchObject({
      spend: 0,
      model: 'ghost',
      custom_llm_provider: null,
      status: 'failure',
      total_tokens: 0,
      completionStartTime: null,
      metadata: {
        usage_object: null,
        error_information: {
          error_code: '404',
          error_class: 'NotFoundError',
          error_message: 'No such model',
        },
      },
    });
    expect(rows[4]).toMatchObject({
      request_id: EVENTS[2]!.callId,
      call_type: 'acompletion',
      api_key: TWO,
      spend: 0.7,
      total_tokens: 1_200,
      prompt_tokens: 1_000,
      completion_tokens: 200,
      startTime: '2026-07-01T12:00:00.000Z',
      endTime: '2026-07-01T12:00:01.200Z',
      completionStartTime: '2026-07-01T12:00:00.300Z',
      request_duration_ms: 1_200,
      model: 'claude',
      model_group: 'smart',
      custom_llm_provider: 'anthropic',
      team_id: 'team-blue',
      session_id: 's-1',
      cache_hit: 'False',
      cache_key: 'Cache OFF',
      status: 'success',
    });
    // Forged by the client in its metadata: the gateway's own value stands.
    expect(rows[4]!.metadata['user_api_key']).toBe(TWO);
  });

  it.each([
    [{ start_date: '2026-07-01' }, 'end_date'],
    [{ start_date: '2026-02-30', end_date: '2026-03-01' }, 'start_date'],
    [{ start_date: '2026-07-02', end_date: '2026-07-01' }, 'end_date'],
    [{ start_date: '0001-01-01', end_date: '2026-07-01' }, 'end_date'],
  ])('refuses %j, naming %s', async (query, param) => {
    expect(await refused('/spend/logs', query)).toEqual({ status: 400, param });
  });
});

describe('GET /spend/logs/v2', () => {
  it.each([
    [{ status_filter: 'failure' }, [3]],
    [{ api_key: 'sk-two', model: 'claude' }, [2]],
    [{ model_group: 'smart' }, [2]],
    [{ team_id: 'team-blue' }, [2]],
    [{ session_id: 's-1' }, [2]],
    [{ key_alias: 'two' }, [2]],
    [{ error_code: '404' }, [3]],
    [{ error_code: 'NotFoundError' }, [3]],
    [{ error_message: 'no SUCH' }, [3]],
    [{ min_spend: 0.2, max_spend: 0.7 }, [1, 2]],
    [{ start_date: '2026-07-01 12:00:00', end_date: '2026-07-02T10:00:00Z' }, [3, 1, 2]],
    [{ start_date: '2026-07-03', end_date: '2026-07-03' }, [5, 4]],
    [{ request_id: 'chatcmpl-1' }, [0]],
    [{ request_id: EVENTS[4]!.id }, [4]],
    [{ user_id: 'u-17', api_key: '' }, [1, 0]],
    [{ sort_by: 'spend' }, [2, 1, 0, 4, 3, 5]],
    [{ sort_by: 'total_tokens', sort_order: 'asc' }, [3, 4, 0, 2, 1, 5]],
  ])('finds with %j the rows %j', async (query, expected) => {
    const page = await get<SpendLogPage>('/spend/logs/v2', query);
    expect(idsOf(page.data)).toEqual(expected);
    expect(page).toMatchObject({
      total: expected.length,
      total_capped: false,
      page: 1,
      page_size: 50,
      total_pages: 1,
      next_cursor: null,
    });
  });

  it.each(['startTime', 'endTime', 'spend', 'total_tokens', 'request_duration_ms', 'ttft_ms', 'model'])(
    'walks every row once by cursor, sorted by %s, as by page number',
    async (sortBy) => {
      for (const order of ['asc', 'desc']) {
        const query = { sort_by: sortBy, sort_order: order, page_size: 2 };
        const byPage: number[] = [];
        for (const page of [1, 2, 3])
          byPage.push(...idsOf((await get<SpendLogPage>('/spend/logs/v2', { ...query, page })).data));
        const byCursor: number[] = [];
        let reply = await get<SpendLogPage>('/spend/logs/v2', query);
        for (;;) {
          byCursor.push(...idsOf(reply.data));
          expect(reply.total).toBe(6);
          if (reply.next_cursor === null) break;
          reply = await get<SpendLogPage>('/spend/logs/v2', { ...query, cursor: reply.next_cursor });
        }
        expect(byCursor).toEqual(byPage);
        expect([...byCursor].sort()).toEqual([0, 1, 2, 3, 4, 5]);
        expect(reply.page).toBe(3);
      }
    },
  );

  it.each([
    [{ start_date: 'yesterday' }, 400, 'start_date'],
    [{ end_date: '2026-07-01 25:00:00' }, 400, 'end_date'],
    [{ page: 201 }, 400, 'page'],
    [{ page_size: 101 }, 400, 'page_size'],
    [{ page: 0 }, 400, 'page'],
    [{ cursor: 'bm9uc2Vuc2U' }, 400, 'cursor'],
    [{ model: 'a\0b' }, 400, 'model'],
    [{ sort_by: 'password' }, 422, undefined],
    [{ status_filter: 'ok' }, 422, undefined],
    [{ min_spend: 'much' }, 422, undefined],
  ])('refuses %j with %i', async (query, status, param) => {
    expect(await refused('/spend/logs/v2', query)).toEqual({ status, param });
  });

  it('refuses a cursor of another order', async () => {
    const { next_cursor: cursor } = await get<SpendLogPage>('/spend/logs/v2', { page_size: 1 });
    expect(await refused('/spend/logs/v2', { cursor: cursor!, sort_by: 'spend' })).toEqual({
      status: 400,
      param: 'cursor',
    });
  });
});

describe('GET /spend/logs/ui/{request_id}', () => {
  it('finds a row by any of its ids, but not for a foreign key', async () => {
    for (const id of [EVENTS[0]!.id, 'chatcmpl-1', EVENTS[0]!.callId])
      expect(await get<SpendLogRow>(`/spend/logs/ui/${id}`)).toMatchObject({ id: EVENTS[0]!.id });
    expect(await get<SpendLogRow>('/spend/logs/ui/chatcmpl-1', {}, 'sk-one')).toMatchObject({ spend: 0.1 });
    expect(await refused('/spend/logs/ui/chatcmpl-1', {}, 'sk-two')).toMatchObject({ status: 404 });
    expect(await refused('/spend/logs/ui/none', {})).toMatchObject({ status: 404 });
    expect(await refused('/spend/logs/ui/a%00b', {})).toMatchObject({ status: 400 });
  });
});

describe('GET /spend/logs/routing/{request_id}', () => {
  it('tells why a call went where it went, but not for a foreign key', async () => {
    const path = '/spend/logs/routing/chatcmpl-1';
    expect(await get<RoutingDecision>(path, {}, 'sk-one')).toMatchObject({ id: EVENTS[0]!.id, skipped: [] });
    expect(await refused(path, {}, 'sk-two')).toMatchObject({ status: 404 });
  });
});

describe('GET /user/daily/activity', () => {
  const METRICS_OF_THE_THIRD = {
    spend: 1e-12,
    prompt_tokens: 1_010,
    completion_tokens: 201,
    cache_read_input_tokens: 4,
    cache_creation_input_tokens: 3,
    total_tokens: 1_211,
    successful_requests: 1,
    failed_requests: 1,
    api_requests: 2,
    unpriced_requests: 1,
  };

  it('gives whole days, newest first, with totals of the whole range', async () => {
    const reply = await get<DailyActivityPage>('/user/daily/activity', { ...JULY, page_size: 2 });
    expect(reply.results.map((entry) => entry.date)).toEqual(['2026-07-03', '2026-07-02']);
    expect(reply.results[0]!.metrics).toEqual(METRICS_OF_THE_THIRD);
    expect(reply.metadata).toEqual({
      total_spend: 1.000000000001,
      total_prompt_tokens: 4_010,
      total_completion_tokens: 801,
      total_tokens: 4_811,
      total_api_requests: 6,
      total_successful_requests: 4,
      total_failed_requests: 2,
      total_cache_read_input_tokens: 4,
      total_cache_creation_input_tokens: 3,
      total_unpriced_requests: 1,
      page: 1,
      total_pages: 2,
      has_more: true,
    });
    const last = await get<DailyActivityPage>('/user/daily/activity', { ...JULY, page_size: 2, page: 2 });
    expect(last.results.map((entry) => entry.date)).toEqual(['2026-07-01']);
    expect(last.metadata.has_more).toBe(false);
  });

  it('breaks a day down by model, group, provider and key, each also by key', async () => {
    const { results } = await get<DailyActivityPage>('/user/daily/activity/aggregated', JULY);
    const { breakdown } = results[2]!;
    const spendOf = (entries: Record<string, { metrics: { spend: number } }>) =>
      Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, entry.metrics.spend]));
    expect(spendOf(breakdown.models)).toEqual({ claude: 0.7, 'gpt-4o-mini': 0.3 });
    expect(spendOf(breakdown.model_groups)).toEqual({ smart: 0.7, fast: 0.3 });
    expect(spendOf(breakdown.providers)).toEqual({ anthropic: 0.7, openai: 0.3 });
    expect(spendOf(breakdown.api_keys)).toEqual({ [TWO]: 0.7, [ONE]: 0.3 });
    expect(breakdown.models['claude']!.api_key_breakdown).toMatchObject({
      [TWO]: { metrics: { spend: 0.7 }, metadata: { key_alias: 'two', team_id: 'team-blue' } },
    });
    expect(Object.keys(results[1]!.breakdown.providers)).toEqual(['unknown']);
  });

  it('shows a key its own figures only', async () => {
    const reply = await get<DailyActivityPage>('/user/daily/activity', JULY, 'sk-two');
    expect(reply.metadata).toMatchObject({ total_spend: 0.7, total_api_requests: 2 });
    const foreign = await get<DailyActivityPage>('/user/daily/activity', { ...JULY, api_key: ONE }, 'sk-two');
    expect(foreign).toMatchObject({
      results: [],
      metadata: { total_spend: 0, total_pages: 1, has_more: false },
    });
  });

  it('asks for both dates', async () => {
    expect(await refused('/user/daily/activity', { start_date: '2026-07-01' })).toEqual({
      status: 400,
      param: 'end_date',
    });
  });
});

describe('spend of keys and of everyone', () => {
  it('lists keys by spend: all to the master key, itself to a key', async () => {
    expect(await get('/spend/keys')).toMatchObject([
      { token: TWO, spend: 0.7 },
      { token: ONE, spend: 0.300000000001 },
    ]);
    expect(await get('/spend/keys', {}, 'sk-one')).toMatchObject([{ token: ONE }]);
  });

  it('sums the last thirty days, which July 2026 is not part of', async () => {
    expect(await get('/global/spend')).toEqual({ spend: expect.any(Number), max_budget: null });
    expect(await get('/global/activity', JULY)).toMatchObject({
      sum_api_requests: 6,
      sum_total_tokens: 4_811,
    });
    const { daily_data: days } = await get<{ daily_data: unknown[] }>('/global/activity', JULY);
    expect(days).toHaveLength(31);
    expect(days[1]).toEqual({ date: 'Jul 02', api_requests: 1, total_tokens: 0 });
  });

  it('is for those who may see everything', async () => {
    for (const path of ['/global/spend', '/global/spend/keys', '/global/spend/models', '/global/activity'])
      expect(await refused(path, {}, 'sk-one')).toMatchObject({ status: 401 });
  });
});
