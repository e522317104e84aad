import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { type GeneratedKey, parseUsd, type PicoUsd } from '@tollgate/core';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { type Mode, Surroundings } from '../product/surroundings.js';

const DOLLAR = 1_000_000_000_000n;
const CENT = DOLLAR / 100n;
/** Pico-USD per output token; input is free, so that a call of 100 tokens costs a cent at most. */
const PER_TOKEN = CENT / 100n;

const configOf = (fakes: FakeProviders): string => `model_list:
  - model_name: dear
    litellm_params:
      model: openai/gpt-4o-mini
      api_key: sk-secret-of-openai
      api_base: ${fakes.baseUrl('openai')}
      input_cost_per_token: 0
      output_cost_per_token: 0.0001
  - model_name: hundred-tokens
    litellm_params:
      model: openai/gpt-4o
      api_key: sk-secret-of-openai
      api_base: ${fakes.baseUrl('openai')}
      input_cost_per_token: 0
      output_cost_per_token: 0.0001
router_settings:
  num_retries: 0
`;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface Ask {
  readonly model?: string;
  /** null: the request sets none. */
  readonly maxTokens?: number | null;
  readonly prompt?: string;
  readonly stream?: boolean;
  readonly signal?: AbortSignal;
}

const MODES: readonly { name: string; mode: Mode; processes: number }[] = [
  { name: 'one process', mode: 'embedded', processes: 1 },
  { name: 'two processes and Redis', mode: 'services', processes: 2 },
];

describe.each(MODES)('limits of $name', ({ mode, processes }) => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  const products: Product[] = [];

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    fakes.always({ model: 'gpt-4o' }, { answer: { text: 'a cent', usage: { outputTokens: 100 } } });
    surroundings = await Surroundings.make(mode);
    const config = surroundings.write('config.yaml', configOf(fakes));
    products.push(await Product.start(surroundings, config));
    for (let more = 1; more < processes; more += 1)
      products.push(
        await Product.start(surroundings, config, {
          dataDir: surroundings.anotherDataDir(`data-${more}`),
          worker: 'none',
        }),
      );
  });
  afterAll(async () => {
    await surroundings.remove();
    await fakes.close();
  });

  const manage = () => (products[0] as Product).manage;

  /** One call, of the processes in turn. */
  async function call({ key }: GeneratedKey, place: number, ask: Ask = {}): Promise<Answer> {
    const { url } = products[place % products.length] as Product;
    const reply = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model: ask.model ?? 'dear',
        ...(ask.maxTokens === null ? {} : { max_tokens: ask.maxTokens ?? 100 }),
        messages: [{ role: 'user', content: ask.prompt ?? `call ${place}: say ${10 + (place % 30)} words` }],
        ...(ask.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
      }),
      ...(ask.signal ? { signal: ask.signal } : {}),
    });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  }

  const spendOf = async ({ key }: GeneratedKey): Promise<PicoUsd> =>
    parseUsd((await manage().keyInfo(key)).spend) ?? -1n;

  it('500 calls at once never spend more than the dollar that is left, to the last pico-dollar', async () => {
    const key = await manage().generateKey({ max_budget: 1 });
    const burst = await Promise.all(
      Array.from({ length: 500 }, (_, place) => call(key, place, { stream: place % 4 >= 2 })),
    );
    const served = burst.filter(({ status }) => status === 200);
    const refused = burst.filter(({ status }) => status !== 200);
    // A hundred bounds of a cent fit at the same time.
    expect(served.length).toBeGreaterThanOrEqual(100);
    expectBudgetRefusals(refused);
    // Every reservation is closed: what is left can be spent, call after call, until a cent does not fit any more.
    // The other process may learn of a call's end a moment after its client, so one that fits is tried until it passes.
    let cost = costOf(served);
    for (let place = 0; cost <= DOLLAR - CENT; place += 1) {
      const next = await eventually(async () => {
        const answer = await call(key, place);
        expect(answer).toMatchObject({ status: 200 });
        return answer;
      });
      served.push(next);
      cost = costOf(served);
    }
    expectBudgetRefusals(await Promise.all([call(key, 0), call(key, 1)]));
    expect(cost).toBeLessThanOrEqual(DOLLAR);
    await eventually(async () => expect(await spendOf(key)).toBe(cost));
    expect(fakes.calls.list().length).toBe(served.length);
  });

  it.each([
    ['of a model', { model_max_budget: { dear: { budget_limit: 0.1, time_period: '1d' } } }],
    ['of one of several windows', { budget_limits: [{ budget_duration: '1mo', max_budget: 0.1 }] }],
  ])('a budget %s holds calls at once to the cent, and tells level and key', async (_, limits) => {
    const key = await manage().generateKey({ ...limits, max_budget: 5 });
    const burst = await Promise.all(Array.from({ length: 60 }, (_, place) => call(key, place)));
    const served = burst.filter(({ status }) => status === 200);
    expect(served.length).toBeGreaterThanOrEqual(10);
    const refused = burst.filter(({ status }) => status !== 200);
    expectBudgetRefusals(refused);
    expect(refused[0]?.text).toContain(key.key_name);
    const cost = costOf(served);
    expect(cost).toBeLessThanOrEqual(DOLLAR / 10n);
    await eventually(async () => expect(await spendOf(key)).toBe(cost));
  });

  it('a limit of a model passes exactly as many calls as its minute has requests', async () => {
    const key = await manage().generateKey({ model_rpm_limit: { dear: 7 } });
    const burst = await Promise.all(Array.from({ length: 30 }, (_, place) => call(key, place)));
    expect(burst.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(
      burst.find(({ status }) => status === 429)?.headers.get('x-ratelimit-model_per_key-limit-requests'),
    ).toBe('7');
  });

  it('of 60 calls at once exactly as many pass as a minute has requests', async () => {
    const key = await manage().generateKey({ rpm_limit: 20 });
    const burst = await Promise.all(Array.from({ length: 60 }, (_, place) => call(key, place)));
    expect(burst.filter(({ status }) => status === 200)).toHaveLength(20);
    const refused = burst.filter(({ status }) => status !== 200);
    for (const { status, headers } of refused) {
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(headers.get('x-ratelimit-remaining-requests')).toBe('0');
    }
  });

  it.each([false, true])(
    'of ten calls at once two fit whole into the budget, and nothing is sent for the others (streamed: %s)',
    async (stream) => {
      const key = await manage().generateKey({ max_budget: 0.025 });
      const sentBefore = fakes.calls.list().length;
      const ask = { model: 'hundred-tokens', stream };
      const burst = await Promise.all(Array.from({ length: 10 }, (_, place) => call(key, place, ask)));
      const served = burst.filter(({ status }) => status === 200);
      expect(served).toHaveLength(2);
      expectBudgetRefusals(burst.filter(({ status }) => status !== 200));
      expect(fakes.calls.list().length).toBe(sentBefore + 2);
      await eventually(async () => expect(await spendOf(key)).toBe(2n * CENT));
    },
  );

  it('a call that fails gives its money back, and a call without a bound holds a stated one, not all there is', async () => {
    const key = await manage().generateKey({ max_budget: 0.01 });
    const failed = await call(key, 0, { prompt: 'say 9 [[fault {"kind":"status","status":500}]]' });
    expect(failed.status).toBe(500);
    await eventually(async () => expect((await call(key, 1)).status).toBe(200));
    // 4,096 tokens are held where neither request nor model says how many there may be: 0.4096 dollars.
    const open = { model: 'hundred-tokens', maxTokens: null };
    const tight = await manage().generateKey({ max_budget: 0.4 });
    expectBudgetRefusals([await call(tight, 0, open)]);
    const wide = await manage().generateKey({ max_budget: 0.41 });
    expect((await call(wide, 1, open)).status).toBe(200);
  });

  it('a call refused for want of a slot uses up no request of its minute', async () => {
    const key = await manage().generateKey({ rpm_limit: 2, max_parallel_requests: 1 });
    const sentBefore = fakes.calls.list().length;
    const leaving = new AbortController();
    const running = call(key, 0, { prompt: 'say 9 [[fault {"kind":"hang"}]]', signal: leaving.signal });
    running.catch(() => undefined);
    await eventually(() => expect(fakes.calls.list().length).toBe(sentBefore + 1));
    for (let place = 0; place < 3; place += 1) {
      const refused = await call(key, place);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    }
    leaving.abort();
    await expect(running).rejects.toThrow();
    await eventually(async () => expect((await call(key, 1)).status).toBe(200));
    expect((await call(key, 0)).text).toContain('Limit type: requests');
  });

  it('failures and clients that leave give their slots back', async () => {
    const key = await manage().generateKey({ max_parallel_requests: 3 });
    const leaving = new AbortController();
    const hanging = call(key, 0, { prompt: 'say 9 [[fault {"kind":"hang"}]]', signal: leaving.signal });
    const ended = await Promise.all([
      call(key, 1, { prompt: 'say 9 [[fault {"kind":"status","status":504}]]' }),
      call(key, 2, { prompt: 'say 9 [[fault {"kind":"refuse-connection"}]]' }),
    ]);
    expect(ended.map(({ status }) => status >= 500)).toEqual([true, true]);
    leaving.abort();
    await expect(hanging).rejects.toThrow();
    await eventually(async () => {
      const three = await Promise.all([0, 1, 2].map((place) => call(key, place)));
      expect(three.map(({ status }) => status)).toEqual([200, 200, 200]);
    });
  });

  it('a budget of some seconds is full again in its next window', async () => {
    const key = await manage().generateKey({ max_budget: 0.012, budget_duration: '5s' });
    expect((await manage().keyInfo(key.key)).budget_reset_at).not.toBeNull();
    const spent: number[] = [];
    let refusals = 0;
    await eventually(async () => {
      const { status } = await call(key, spent.length);
      if (status === 200) spent.push(status);
      else if (refusals === 0) refusals = spent.length;
      // Some were served, then none for want of money, then some again.
      expect(refusals > 0 && spent.length > refusals).toBe(true);
    }, 30_000);
  });

  function expectBudgetRefusals(answers: readonly Answer[]): void {
    for (const { status, headers, text } of answers) {
      expect(status).toBe(429);
      expect(headers.get('x-should-retry')).toBe('false');
      expect(JSON.parse(text)).toMatchObject({ error: { type: 'budget_exceeded' } });
    }
  }
});

/** What calls cost by what their clients were told. */
function costOf(served: readonly Answer[]): PicoUsd {
  return served.reduce((sum, { text }) => sum + BigInt(completionTokens(text)) * PER_TOKEN, 0n);
}

/** What the client was told it used, in a whole or in a streamed reply. */
function completionTokens(text: string): number {
  const told = [...text.matchAll(/"completion_tokens":\s*(\d+)/g)].at(-1)?.[1];
  if (told === undefined) throw new Error(`no usage in ${text.slice(0, 200)}`);
  return Number(told);
}
