import { request } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CallDetails, type SpendEvent, type SpendLogPage } from '@tollgate/core';
import { z } from 'zod';
import { toEventRecord } from '../flush/event-record.js';
import { storeEvents } from '../flush/event-store.js';
import { LogTail } from '../reports/log-tail.js';
import { rollUpPendingHours } from '../rollup/hourly-rollup.js';
import { EVERYTHING } from '../scope/spend-scope.js';
import { SpendApi } from '../testing/spend-api.js';
import { createSpendDatabase, type SpendDatabase } from '../testing/spend-database.js';
import { hashOf, insertKey, keyContext, spendEvent } from '../testing/spend-events.js';

const ONE = hashOf('sk-one');
const TWO = hashOf('sk-two');
const DOLLAR = 1_000_000_000_000n;
const at = (text: string) => Date.parse(`${text}Z`);

/**
 * July 2026: a call of gpt-4o-mini by the published prices (1000·0.15e-6 + 200·0.6e-6 = 0.00027), one of 2 dollars of another
 * key, one without a price, one that was refused by the provider, one by the gateway.
 */
const EVENTS: SpendEvent[] = [
  spendEvent({
    ...{ callId: 'published', keyHash: ONE, teamId: 'blue', organizationId: 'acme', endUserId: 'globex' },
    ...{ tags: ['ci', 'ci', 'nightly'], startedAt: at('2026-07-01T10:00:00'), cost: 270_000_000n },
    priceVersion: 'genai-prices 0.1.8',
  }),
  spendEvent({
    ...{
      callId: 'dear',
      keyHash: TWO,
      tags: ['nightly'],
      startedAt: at('2026-07-02T10:00:00'),
      cost: 2n * DOLLAR,
    },
    ...{
      provider: 'anthropic',
      sentModel: 'claude',
      modelGroup: 'smart',
      endedAt: at('2026-07-02T10:01:00'),
    },
  }),
  spendEvent({
    callId: 'unpriced',
    keyHash: ONE,
    startedAt: at('2026-07-02T11:00:00'),
    cost: null,
    priceSource: null,
  }),
  spendEvent({
    ...{
      callId: 'limited',
      keyHash: ONE,
      startedAt: at('2026-07-03T10:00:00'),
      status: 'failure',
      httpStatus: 429,
    },
    ...{ errorClass: 'RateLimitError', errorMessage: 'Slow down', usage: null, cost: 0n, priceSource: null },
  }),
  spendEvent({
    ...{
      callId: 'refused',
      keyHash: ONE,
      startedAt: at('2026-07-03T11:00:00'),
      status: 'failure',
      httpStatus: 400,
    },
    ...{
      errorClass: 'BudgetExceededError',
      errorMessage: 'Budget spent',
      usage: null,
      cost: 0n,
      priceSource: null,
    },
    ...{ sentModel: null, provider: null, deploymentId: null },
  }),
];

let database: SpendDatabase;
let api: SpendApi;

async function store(...events: SpendEvent[]): Promise<void> {
  const records = events.map((event) => {
    const result = toEventRecord(event);
    if (!result.ok) throw new Error(result.reason);
    return result.record;
  });
  await storeEvents(database.dataSource, records);
}

beforeAll(async () => {
  database = await createSpendDatabase();
  await insertKey(database.dataSource, 'sk-one', 0n);
  await store(...EVENTS);
  await rollUpPendingHours(database.dataSource);
  api = await SpendApi.open(database.dataSource, [keyContext({ hash: ONE }), keyContext({ hash: TWO })]);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const JULY = 'start_date=2026-07-01&end_date=2026-07-03';
const day = z.object({ date: z.string(), spend: z.number() }).strict();
const activity = {
  daily_data: z.array(
    z.object({ date: z.string(), api_requests: z.number(), total_tokens: z.number() }).strict(),
  ),
  ...{ sum_api_requests: z.number(), sum_total_tokens: z.number() },
};
const rateLimits = {
  daily_data: z.array(z.object({ date: z.string(), num_rate_limit_exceptions: z.number() }).strict()),
  sum_num_rate_limit_exceptions: z.number(),
};
const parts = z.array(
  z.object({ model: z.string(), api_key: z.string(), spend: z.number(), total_tokens: z.number() }).strict(),
);
const tokens = { total_cost: z.number(), total_input_tokens: z.number(), total_output_tokens: z.number() };

/** Every report of contract §11.1–11.3 beside the logs, and its shape there. */
const SHAPES: readonly (readonly ['get' | 'post', string, z.ZodType])[] = [
  [
    'get',
    `/spend/tags?${JULY}`,
    z
      .array(
        z
          .object({ individual_request_tag: z.string(), log_count: z.number(), total_spend: z.number() })
          .strict(),
      )
      .length(2),
  ],
  ['get', '/global/spend', z.object({ spend: z.number(), max_budget: z.number().nullable() }).strict()],
  ['get', '/global/spend/logs', z.array(day).length(30)],
  [
    'get',
    '/global/spend/keys',
    z.array(
      z
        .object({
          api_key: z.string(),
          key_alias: z.string().nullable(),
          key_name: z.string().nullable(),
          total_spend: z.number(),
        })
        .strict(),
    ),
  ],
  ['get', '/global/spend/models', z.array(z.object({ model: z.string(), total_spend: z.number() }).strict())],
  [
    'get',
    `/global/spend/teams?${JULY}`,
    z
      .object({
        daily_spend: z.array(z.looseObject({ date: z.string() })).length(3),
        teams: z.array(z.string()),
        total_spend_per_team: z
          .array(z.object({ team_id: z.string(), total_spend: z.number() }).strict())
          .length(2),
      })
      .strict(),
  ],
  [
    'get',
    `/global/spend/tags?${JULY}`,
    z
      .object({
        spend_per_tag: z
          .array(z.object({ name: z.string(), spend: z.number(), log_count: z.number() }).strict())
          .length(2),
      })
      .strict(),
  ],
  ['get', '/global/spend/all_tag_names', z.object({ tag_names: z.array(z.string()) }).strict()],
  [
    'get',
    `/global/spend/provider?${JULY}`,
    z.array(z.object({ provider: z.string(), spend: z.number() }).strict()).length(3),
  ],
  [
    'post',
    `/global/spend/end_users?${JULY}`,
    z
      .array(z.object({ end_user: z.string(), total_count: z.number(), total_spend: z.number() }).strict())
      .length(1),
  ],
  ['get', '/global/all_end_users', z.object({ end_users: z.array(z.string()) }).strict()],
  ['get', `/global/activity?${JULY}`, z.object(activity).strict()],
  [
    'get',
    `/global/activity/model?${JULY}`,
    z.array(z.object({ model: z.string(), ...activity }).strict()).min(2),
  ],
  ['get', `/global/activity/exceptions?${JULY}`, z.object(rateLimits).strict()],
  [
    'get',
    `/global/activity/exceptions/deployment?${JULY}`,
    z.array(z.object({ api_base: z.string(), ...rateLimits }).strict()).length(1),
  ],
  [
    'get',
    `/global/spend/report?${JULY}`,
    z
      .array(
        z
          .object({
            group_by_day: z.string(),
            teams: z.array(
              z.object({ team_name: z.string(), total_spend: z.number(), metadata: parts }).strict(),
            ),
          })
          .strict(),
      )
      .length(3),
  ],
  [
    'get',
    `/global/spend/report?${JULY}&group_by=customer`,
    z
      .array(
        z
          .object({
            group_by_day: z.string(),
            customers: z.array(
              z.object({ customer: z.string(), total_spend: z.number(), metadata: parts }).strict(),
            ),
          })
          .strict(),
      )
      .length(1),
  ],
  [
    'get',
    `/global/spend/report?${JULY}&group_by=api_key`,
    z
      .array(
        z
          .object({
            api_key: z.string(),
            ...tokens,
            model_details: z.array(z.object({ model: z.string(), ...tokens }).strict()),
          })
          .strict(),
      )
      .length(2),
  ],
  [
    'get',
    `/spend/unpriced?${JULY}`,
    z
      .array(
        z
          .object({
            provider: z.string().nullable(),
            model: z.string(),
            calls: z.number(),
            prompt_tokens: z.number(),
            completion_tokens: z.number(),
            first_hour: z.string(),
            last_hour: z.string(),
          })
          .strict(),
      )
      .length(1),
  ],
];

describe('reports', () => {
  it.each(SHAPES)('%s %s replies in the shape of the contract', async (method, path, shape) => {
    const reply = await api.as('master')[method](path);
    expect([reply.status, reply.text]).toEqual([reply.status < 300 ? reply.status : 200, reply.text]);
    expect(shape.safeParse(reply.body).error).toBeUndefined();
  });

  it.each(SHAPES.filter(([, path]) => path.startsWith('/global') || path.includes('unpriced')))(
    '%s %s is not for ordinary keys',
    async (method, path) => {
      expect((await api.as('one')[method](path)).status).toBe(401);
    },
  );

  it('count a tag once a call, and show a key only its own', async () => {
    const { body: all } = await api.as('master').get(`/spend/tags?${JULY}`);
    expect(all).toEqual([
      { individual_request_tag: 'nightly', log_count: 2, total_spend: 2.00027 },
      { individual_request_tag: 'ci', log_count: 1, total_spend: 0.00027 },
    ]);
    const { body: own } = await api.as('one').get(`/spend/tags?${JULY}`);
    expect(own).toContainEqual({ individual_request_tag: 'nightly', log_count: 1, total_spend: 0.00027 });
  });

  it('put spend without a team under one name', async () => {
    const { body } = await api.as('master').get(`/global/spend/teams?${JULY}`);
    expect(body).toMatchObject({
      total_spend_per_team: [
        { team_id: 'Unassigned Team', total_spend: 2 },
        { team_id: 'blue', total_spend: 0.00027 },
      ],
    });
  });

  it.each([
    ['/global/spend/report', 'start_date'],
    ['/global/spend/report?start_date=2026-07-01&end_date=2026-07-02&group_by=mood', 'group_by'],
    ['/global/spend/tags?start_date=2026-07-01', 'end_date'],
    ['/spend/logs/v2?min_duration_ms=-1', 'min_duration_ms'],
    ['/spend/logs/session/ui', 'session_id'],
  ])('refuse %s, naming %s', async (path, param) => {
    const reply = await api.as('master').get(path);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.text).toContain(param);
  });
});

describe('filters of the log', () => {
  it.each([
    ['tag=ci', ['published']],
    ['organization_id=acme', ['published']],
    ['provider=anthropic', ['dear']],
    ['unpriced=true', ['unpriced']],
    ['error_class=RateLimitError', ['limited']],
    ['status_filter=failure', ['refused', 'limited']],
    ['min_duration_ms=60000', ['dear']],
    ['max_duration_ms=59999&tag=nightly', ['published']],
    ['min_spend=1', ['dear']],
  ])('%s finds %j', async (query, calls) => {
    const { body } = await api.as('master').get(`/spend/logs/v2?${query}`);
    expect((body as SpendLogPage).data.map(({ metadata }) => metadata['litellm_call_id'])).toEqual(calls);
  });
});

describe('the details of a call', () => {
  const detailsOf = async (id: string, key = 'master') => {
    const { body } = await api.as(key).get(`/spend/logs/detail/${id}`).expect(200);
    return body as CallDetails;
  };

  it('say line by line why it cost what it cost', async () => {
    const { cost, refusal } = await detailsOf('published', 'one');
    expect(refusal).toBeNull();
    expect(cost).toMatchObject({
      ...{ explained: 'lines', charged_usd: '0.00027', cost_usd: '0.00027', price_source: 'catalogue' },
      lines: [
        { unit: 'input', quantity: 1_000, usd_per_million: '0.15', usd: '0.00015' },
        { unit: 'output', quantity: 200, usd_per_million: '0.6', usd: '0.00012' },
      ],
    });
  });

  it('do not make up lines for a cost that the prices of now do not give', async () => {
    expect((await detailsOf('dear')).cost).toMatchObject({
      explained: 'prices_changed',
      lines: [],
      charged_usd: '2',
    });
    expect((await detailsOf('unpriced')).cost).toMatchObject({ explained: 'unpriced', charged_usd: null });
  });

  it('say who said no, and why', async () => {
    expect((await detailsOf('limited')).refusal).toEqual({
      ...{
        status: 'failure',
        http_status: 429,
        error_class: 'RateLimitError',
        message: 'Slow down',
        by: 'provider',
      },
    });
    expect((await detailsOf('refused')).refusal).toMatchObject({ by: 'gateway', message: 'Budget spent' });
    expect((await detailsOf('refused')).cost.explained).toBe('nothing_used');
  });

  it('are a 404 for whom the call is not', async () => {
    await api.as('one').get('/spend/logs/detail/dear').expect(404);
  });
});

describe('the tail of the log', () => {
  it('brings what is stored after the first look, once, of what the caller may see', async () => {
    const now = Date.now();
    const mine = (fields: Partial<SpendEvent>) =>
      spendEvent({ startedAt: now - 1_000, keyHash: ONE, ...fields });
    await store(mine({ callId: 'before' }));
    const scope = { only: { keyHash: ONE, userId: null, teamIds: [], organizationIds: [] } };
    const own = new LogTail(database.dataSource, {}, scope);
    const failed = new LogTail(database.dataSource, { status_filter: 'failure' }, EVERYTHING);
    const looks = async (tail: LogTail) =>
      (await tail.look(now)).map(({ metadata }) => metadata['litellm_call_id']);
    expect([await looks(own), await looks(failed)]).toEqual([[], []]);
    await store(
      mine({ callId: 'late', startedAt: now - 60_000 }),
      mine({ callId: 'new' }),
      mine({ callId: 'foreign', keyHash: TWO, status: 'failure' }),
    );
    expect(await looks(own)).toEqual(['late', 'new']);
    expect(await looks(failed)).toEqual(['foreign']);
    expect(await looks(own)).toEqual([]);
  });

  it('is a stream of events over HTTP, with what was stored meanwhile', async () => {
    if (!api.server.listening) await new Promise<void>((done) => api.server.listen(0, '127.0.0.1', done));
    const { port } = api.server.address() as AddressInfo;
    const text = await new Promise<string>((resolve, reject) => {
      const headers = { authorization: 'Bearer sk-one' };
      const call = request({ port, host: '127.0.0.1', path: '/spend/logs/tail', headers }, (reply) => {
        expect(reply.headers['content-type']).toContain('text/event-stream');
        let received = '';
        reply.setEncoding('utf8').on('data', (part: string) => {
          if (received === '')
            store(spendEvent({ startedAt: Date.now(), callId: 'streamed', keyHash: ONE })).catch(reject);
          received += part;
          if (!received.includes('streamed')) return;
          call.destroy();
          resolve(received);
        });
      });
      call.on('error', reject).end();
    });
    expect(text).toMatch(/event: call\nid: [0-9a-f-]{36}\ndata: \{/);
  });

  it('refuses a filter that cannot be used before it begins', async () => {
    await api.as('one').get('/spend/logs/tail?min_spend=cheap').expect(422);
  });
});
