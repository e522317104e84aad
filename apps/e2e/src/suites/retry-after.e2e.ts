import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Fault, FakeProviders } from '@tollgate/testing';
import { Product } from '../product/product.js';
import { routedConfig } from '../product/routed-models.js';
import { ask, type Answer, type Ask, MESSAGES, SURFACES } from '../product/surface.js';
import { Surroundings } from '../product/surroundings.js';

const GROUPS = ['seconds', 'milliseconds', 'date', 'extended', 'impatient', 'limited'];

const SETTINGS = `router_settings:
  num_retries: 2
  timeout: 20
  cooldown_time: 60
  fallbacks: [{"with-fallback": ["spare"]}]
`;

const limitedFor = (headers: Record<string, string>): Fault => ({ kind: 'status', status: 429, headers });
const retryAfter = ({ headers }: Answer) => Number(headers.get('retry-after') ?? NaN);

describe.each(SURFACES)('retry-after on $name', (surface) => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  let product: Product;
  let key: string;

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make('embedded');
    const lone = GROUPS.map((group) => ({ group, account: group }));
    const deployments = [
      ...lone,
      { group: 'pair', account: 'pair-1' },
      { group: 'pair', account: 'pair-2' },
      { group: 'with-fallback', account: 'with-fallback' },
      { group: 'spare', account: 'spare' },
      { group: 'quotas', account: 'quotas', provider: 'anthropic' as const },
    ];
    const config = surroundings.write('config.yaml', routedConfig(fakes, deployments, SETTINGS));
    product = await Product.start(surroundings, config);
    key = (await product.manage.generateKey()).key;
  });
  afterAll(async () => {
    await surroundings.remove();
    await fakes.close();
  });

  const callsTo = (account: string) => fakes.calls.list({ account }).length;

  const call = (model: string, over: Partial<Ask> = {}): Promise<Answer> =>
    ask(product, surface, { key, model, ...over });

  it.each([
    ['retry-after in seconds', 'seconds', () => ({ 'retry-after': '34' })],
    ['retry-after-ms', 'milliseconds', () => ({ 'retry-after-ms': '33500' })],
    ['an HTTP date', 'date', () => ({ 'retry-after': new Date(Date.now() + 34_900).toUTCString() })],
  ])('given as %s is the client’s, under that very name and in whole seconds', async (_, group, headers) => {
    fakes.queue({ account: group }, { faults: [limitedFor(headers())] });
    const refused = await call(group);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^3[345]$/);
    // The upstream is left alone until then, and nobody waits for it who would not wait that long.
    const next = await call(group);
    expect(next.status).toBe(429);
    expect(retryAfter(next)).toBeGreaterThan(25);
    expect(retryAfter(next)).toBeLessThanOrEqual(35);
    expect(refused.tookMs + next.tookMs).toBeLessThan(15_000);
    expect(callsTo(group)).toBe(1);
  });

  it('is the time until the first deployment comes back when all are out of service', async () => {
    fakes.queue({ account: 'pair-1' }, { faults: [limitedFor({ 'retry-after': '50' })] });
    fakes.queue({ account: 'pair-2' }, { faults: [limitedFor({ 'retry-after': '25' })] });
    await call('pair');
    const refused = await call('pair');
    expect(refused.status).toBe(429);
    expect(surface.error(refused)).toMatchObject({
      message: expect.stringContaining('No deployments available'),
    });
    expect(refused.headers.get('retry-after')).toMatch(/^(2[0-5]|1\d)$/);
    expect(callsTo('pair-1') + callsTo('pair-2')).toBe(2);
  });

  it('of a deployment that is out already is extended by a longer one, and not cut by a shorter', async () => {
    // Three calls are on their way when the first of them learns that the upstream wants to be left alone.
    const late = (ms: number, seconds: string): { faults: Fault[] } => ({
      faults: [{ kind: 'delay', ms }, limitedFor({ 'retry-after': seconds })],
    });
    fakes.queue({ account: 'extended' }, late(300, '30'), late(600, '58'), late(900, '25'));
    await Promise.all(Array.from({ length: 3 }, () => call('extended')));
    const refused = await call('extended');
    expect(refused.status).toBe(429);
    expect(retryAfter(refused)).toBeGreaterThan(45);
    expect(callsTo('extended')).toBe(3);
  });

  it('is slept over by the gateway only where the client waits that long', async () => {
    fakes.queue({ account: 'impatient' }, { faults: [limitedFor({ 'retry-after': '4' })] });
    const refused = await call('impatient', { more: { timeout: 1 } });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '4']);
    expect(refused.tookMs).toBeLessThan(4_000);
    await sleep(4_100);
    fakes.queue({ account: 'impatient' }, { faults: [limitedFor({ 'retry-after': '1' })] });
    const served = await call('impatient', { more: { timeout: 15 } });
    expect(served.status).toBe(200);
    expect(served.tookMs).toBeGreaterThanOrEqual(1_000);
    expect(served.headers.has('retry-after')).toBe(false);
  });

  it('comes with what Anthropic says of its quotas, to clients of its API', async () => {
    const quotas = {
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-tokens-limit': '40000',
    };
    fakes.queue({ account: 'quotas' }, { faults: [limitedFor({ 'retry-after': '34', ...quotas })] });
    const { status, headers } = await call('quotas');
    expect([status, headers.get('retry-after')]).toEqual([429, '34']);
    const told = surface === MESSAGES ? Object.values(quotas) : [null, null];
    expect(Object.keys(quotas).map((name) => headers.get(name))).toEqual(told);
  });

  it('is nothing that a client hears of whom a fallback has served', async () => {
    fakes.queue({ account: 'with-fallback' }, { faults: [limitedFor({ 'retry-after': '34' })] });
    const served = await call('with-fallback');
    expect(served.status).toBe(200);
    expect(served.headers.has('retry-after')).toBe(false);
    expect(served.headers.get('x-litellm-attempted-fallbacks')).toBe('1');
  });

  it('and what is left stand on the gateway’s own refusals; what is left on every answer, never below zero', async () => {
    const limited = await product.manage.generateKey({ rpm_limit: 2, tpm_limit: 100_000 });
    const answers: Answer[] = [];
    for (let count = 0; count < 4; count += 1) answers.push(await call('limited', { key: limited.key }));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429, 429]);
    for (const { headers } of answers)
      for (const kind of ['requests', 'tokens'])
        for (const part of ['limit', 'remaining', 'reset']) {
          const value = headers.get(`x-ratelimit-${part}-${kind}`);
          expect({ part, kind, isNumber: /^\d+/.test(value ?? '') }).toEqual({ part, kind, isNumber: true });
        }
    for (const refused of answers.slice(2)) {
      expect(refused.headers.get('x-ratelimit-remaining-requests')).toBe('0');
      expect(retryAfter(refused)).toBeGreaterThanOrEqual(1);
      expect(retryAfter(refused)).toBeLessThanOrEqual(60);
    }
  });
});
