import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CustomerView, type GeneratedKey, parseUsd, type TagView } from '@tollgate/core';
import { FakeProviders } from '@tollgate/testing';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { type Mode, Surroundings } from '../product/surroundings.js';

const CENT = 10_000_000_000n;
/** Pico-USD per output token; input is free, so that a call of 100 tokens costs a cent at most. */
const PER_TOKEN = CENT / 100n;

/** Every customer may spend five cents. */
const configOf = (fakes: FakeProviders): string => `model_list:
  - model_name: dear
    litellm_params:
      model: openai/gpt-4o-mini
      api_key: sk-secret-of-openai
      api_base: ${fakes.baseUrl('openai')}
      input_cost_per_token: 0
      output_cost_per_token: 0.0001
litellm_settings:
  max_end_user_budget: 0.05
router_settings:
  num_retries: 0
`;

interface Named {
  readonly user?: string;
  readonly tags?: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const MODES: readonly { name: string; mode: Mode; processes: number }[] = [
  { name: 'one process', mode: 'embedded', processes: 1 },
  { name: 'two processes and Redis', mode: 'services', processes: 2 },
];

describe.each(MODES)('customers and tags of $name', ({ mode, processes }) => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  let key: GeneratedKey;
  const products: Product[] = [];

  beforeAll(async () => {
    fakes = await FakeProviders.start();
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
    key = await manage().generateKey({});
  });
  afterAll(async () => {
    await surroundings.remove();
    await fakes.close();
  });

  const manage = () => (products[0] as Product).manage;

  /** One call, of the processes in turn. */
  async function call(place: number, { user, tags }: Named): Promise<Answer> {
    const { url } = products[place % products.length] as Product;
    const reply = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{
          model: 'dear',
          max_tokens: 100,
          ...(user ? { user } : {}),
          ...(tags ? { metadata: { tags } } : {}),
        },
        messages: [{ role: 'user', content: `call ${place}: say ${10 + (place % 30)} words` }],
      }),
    });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  }

  const burst = (calls: number, named: Named) =>
    Promise.all(Array.from({ length: calls }, (_, place) => call(place, named)));

  it('hold a brand-new customer to the default budget from its first burst of calls on', async () => {
    const answers = await burst(30, { user: 'brand-new' });
    const served = answers.filter(({ status }) => status === 200);
    expect(served.length).toBeGreaterThanOrEqual(5);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const { status, headers, text } of refused) {
      expect([status, headers.get('x-should-retry')]).toEqual([429, 'false']);
      expect(JSON.parse(text)).toMatchObject({ error: { type: 'budget_exceeded' } });
    }
    const cost = served.reduce((sum, { text }) => sum + BigInt(completionTokens(text)) * PER_TOKEN, 0n);
    expect(cost).toBeLessThanOrEqual(5n * CENT);
    await eventually(async () => {
      const customer = await manage().call<CustomerView>('GET', '/customer/info?end_user_id=brand-new');
      expect(parseUsd(customer.spend)).toBe(cost);
    });
    expect((await call(0, { user: 'somebody-else' })).status).toBe(200);
  });

  it('serve a customer with a budget of its own by that one', async () => {
    await manage().call('POST', '/customer/new', { user_id: 'rich', max_budget: 5 });
    const answers = await burst(30, { user: 'rich' });
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it('stop a blocked customer at once where it was blocked, and everywhere soon', async () => {
    await manage().call('POST', '/customer/block', { user_ids: ['bad'] });
    expect((await call(0, { user: 'bad' })).status).toBe(401);
    await eventually(async () => expect((await call(1, { user: 'bad' })).status).toBe(401));
    await manage().call('POST', '/customer/unblock', { user_ids: ['bad'] });
    expect((await call(0, { user: 'bad' })).status).toBe(200);
    await eventually(async () => expect((await call(1, { user: 'bad' })).status).toBe(200));
  });

  it('hold calls that carry a tag to its budget, and count them for it exactly', async () => {
    await manage().call('POST', '/tag/new', { name: 'ci', max_budget: 0.1, rpm_limit: 1_000 });
    await eventually(async () => {
      const { headers } = await call(1, { tags: ['ci'] });
      expect(headers.get('x-ratelimit-tag-limit-requests')).toBe('1000');
    });
    const answers = await burst(60, { tags: ['ci', 'free'] });
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    let last = await call(0, { tags: ['ci'] });
    for (let place = 1; last.status === 200; place += 1) last = await call(place, { tags: ['ci'] });
    expect(last.text).toContain('tag');
    await eventually(async () => {
      const { ci } = await manage().call<Record<string, TagView>>('POST', '/tag/info', { names: ['ci'] });
      expect(parseUsd(ci?.spend ?? 0) ?? 0n).toBeGreaterThan(8n * CENT);
      expect(parseUsd(ci?.spend ?? 1) ?? 0n).toBeLessThanOrEqual(10n * CENT);
    });
    expect((await call(0, { tags: ['free'] })).status).toBe(200);
  });
});

function completionTokens(text: string): number {
  const reply: unknown = JSON.parse(text);
  const usage: unknown = Reflect.get(Object(reply), 'usage');
  return Number(Reflect.get(Object(usage), 'completion_tokens'));
}
