import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Fault, FakeProviders } from '@tollgate/testing';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { routedConfig } from '../product/routed-models.js';
import { ask, type Answer, CHAT } from '../product/surface.js';
import { Surroundings } from '../product/surroundings.js';

const DEPLOYMENTS = [
  { group: 'shared', account: 'shared' },
  { group: 'busy', account: 'busy', params: { max_parallel_requests: 1 } },
  { group: 'alone', account: 'alone' },
];
const SETTINGS = `router_settings:
  num_retries: 0
  cooldown_time: 60
`;

let surroundings: Surroundings;
let fakes: FakeProviders;
let first: Product;
let second: Product;
let key: string;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make('services');
  const config = surroundings.write('config.yaml', routedConfig(fakes, DEPLOYMENTS, SETTINGS));
  first = await Product.start(surroundings, config);
  second = await Product.start(surroundings, config, {
    dataDir: surroundings.anotherDataDir('second'),
    worker: 'none',
  });
  key = (await first.manage.generateKey()).key;
});
afterAll(async () => {
  await surroundings.remove();
  await fakes.close();
});

const limited: Fault = { kind: 'status', status: 429, headers: { 'retry-after': '40' } };
const call = (product: Product, model: string, prompt = 'hello'): Promise<Answer> =>
  ask(product, CHAT, { key, model, prompt });
const callsTo = (account: string) => fakes.calls.list({ account }).length;

interface States {
  data: { model_id: string; barrier: string | null; in_flight: number }[];
}
async function stateOf({ manage }: Product, id: string) {
  const { data } = await manage.call<States>('GET', '/model/state');
  return data.find(({ model_id }) => model_id === id);
}

describe('two processes that share a Redis', () => {
  it('learn a cooldown from each other within a second', async () => {
    fakes.queue({ account: 'shared' }, { faults: [limited] });
    expect((await call(first, 'shared')).status).toBe(429);
    await sleep(1_000);
    const refused = await call(second, 'shared');
    expect(refused.status).toBe(429);
    expect(CHAT.error(refused)).toMatchObject({ type: 'all_deployments_in_cooldown' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(callsTo('shared')).toBe(1);
  });

  it('count each other’s calls on their way, until those are over', async () => {
    fakes.queue({ account: 'busy' }, { faults: [{ kind: 'delay', ms: 4_000 }] });
    const slow = call(first, 'busy');
    await eventually(async () => expect((await stateOf(second, 'busy'))?.in_flight).toBe(1), 3_000);
    expect((await call(second, 'busy')).status).toBe(429);
    expect((await slow).status).toBe(200);
    await eventually(async () => expect((await call(second, 'busy')).status).toBe(200), 3_000);
  });

  it('go on by their own knowledge while Redis is away, without delay, and share again when it is back', async () => {
    await surroundings.stopRedis();
    fakes.queue({ account: 'alone' }, { faults: [limited] });
    expect((await call(first, 'alone')).status).toBe(429);
    const own = await call(first, 'alone');
    expect(own.status).toBe(429);
    const other = await call(second, 'alone');
    expect(other.status).toBe(200);
    expect(other.tookMs).toBeLessThan(2_000);
    await surroundings.startRedis();
    await eventually(async () => expect((await stateOf(second, 'alone'))?.barrier).toBe('cooling'), 20_000);
  });
});
