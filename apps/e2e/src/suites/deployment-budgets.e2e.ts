import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { routedConfig } from '../product/routed-models.js';
import { ask, CHAT } from '../product/surface.js';
import { Surroundings } from '../product/surroundings.js';

/** An answer of ten words costs ten cents; what is asked is free. */
const PRICES = { input_cost_per_token: 0, output_cost_per_token: 0.01 };
const SETTINGS = `router_settings:
  num_retries: 0
  provider_budget_config: {"anthropic": {"budget_limit": 0.35, "time_period": "1d"}}
`;

let surroundings: Surroundings;
let fakes: FakeProviders;
let config: string;
let product: Product;
let key: string;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make('embedded');
  const deployments = [
    {
      group: 'own',
      account: 'limited',
      params: { ...PRICES, order: 1, max_budget: 0.25, budget_duration: '30d' },
    },
    { group: 'own', account: 'unlimited', params: { ...PRICES, order: 2 } },
    { group: 'provider', account: 'claude', provider: 'anthropic' as const, params: PRICES },
    { group: 'provider-too', account: 'claude-too', provider: 'anthropic' as const, params: PRICES },
  ];
  config = surroundings.write('config.yaml', routedConfig(fakes, deployments, SETTINGS));
  product = await Product.start(surroundings, config);
  key = (await product.manage.generateKey()).key;
});
afterAll(async () => {
  await surroundings.remove();
  await fakes.close();
});

const ten = (model: string) =>
  ask(product, CHAT, { key, model, prompt: 'say 10 words', more: { max_tokens: 10 } });
const servedBy = async (model: string) => (await ten(model)).headers.get('x-litellm-model-id');
/** The fakes count four bytes a token, so ten words are a few more than ten. */
const costOfTen = () => (fakes.calls.last().usage?.outputTokens ?? 0) * 0.01;

describe('budgets of deployments and providers', () => {
  it('of a deployment leave it out once it is used up; the rest of its group serves', async () => {
    const first = await servedBy('own');
    const cost = costOfTen();
    const fit = Math.ceil(0.25 / cost);
    const rest = [];
    for (let count = 1; count < fit + 2; count += 1) rest.push(await servedBy('own'));
    expect([first, ...rest]).toEqual([
      ...Array.from({ length: fit }, () => 'limited'),
      'unlimited',
      'unlimited',
    ]);
  });

  it('of a provider hold for all of its deployments together, and are a 429 that SDKs do not repeat', async () => {
    const served: number[] = [];
    let refused = await ten('provider');
    for (let count = 0; refused.status === 200; count += 1) {
      served.push(costOfTen());
      refused = await ten(count % 2 === 0 ? 'provider-too' : 'provider');
    }
    const cost = served.reduce((sum, one) => sum + one, 0);
    expect(cost).toBeGreaterThanOrEqual(0.35);
    expect(cost - (served.at(-1) ?? 0)).toBeLessThan(0.35);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-should-retry')).toBe('false');
    expect(CHAT.error(refused)).toMatchObject({
      type: 'budget_exceeded',
      message: expect.stringContaining('No deployments available - crossed budget'),
    });
    const { providers } = await product.manage.call<{ providers: Record<string, unknown> }>(
      'GET',
      '/provider/budgets',
    );
    expect(providers['anthropic']).toMatchObject({ budget_limit: 0.35, time_period: '1d' });
    expect((providers['anthropic'] as { spend: number }).spend).toBeCloseTo(cost, 9);
  });

  it('are still used up after a restart', async () => {
    await product.stop();
    product = await Product.start(surroundings, config);
    await eventually(async () => expect((await ten('provider')).status).toBe(429));
    expect(await servedBy('own')).toBe('unlimited');
  });
});
