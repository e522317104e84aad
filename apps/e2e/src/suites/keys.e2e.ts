import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { configFor } from '../product/config-file.js';
import { Product } from '../product/product.js';
import { MODES, Surroundings } from '../product/surroundings.js';

/** A change must act everywhere within this time. */
const WITHIN_MS = 1_000;

describe.each(MODES)('virtual keys, %s mode', (mode) => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  /** In `services` mode two API processes share the database; else it is one. */
  let products: Product[];

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make(mode);
    const config = surroundings.write('config.yaml', configFor(fakes));
    const first = await Product.start(surroundings, config);
    products = [first];
    if (mode === 'services') {
      const dataDir = surroundings.anotherDataDir('second');
      products.push(await Product.start(surroundings, config, { dataDir, worker: 'none' }));
    }
  });
  afterAll(async () => {
    await surroundings.remove();
    await fakes.close();
  });

  const call = async (product: Product, key: string, model = 'gpt') => {
    const reply = await fetch(`${product.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'x' }] }),
    });
    return {
      status: reply.status,
      body: (await reply.json()) as { error?: { type: string; message: string } },
    };
  };
  const statuses = async (key: string) =>
    await Promise.all(products.map(async (product) => (await call(product, key)).status));
  const manage = () => {
    const [first] = products;
    if (first === undefined) throw new Error('Not started');
    return first.manage;
  };

  it('a new key works at once in every process', async () => {
    const { key } = await manage().generateKey();
    expect(await statuses(key)).toEqual(products.map(() => 200));
  });

  it('a blocked key is refused within a second in every process, and works again when unblocked', async () => {
    const { key } = await manage().generateKey();
    expect(await statuses(key)).toEqual(products.map(() => 200));
    await manage().call('POST', '/key/block', { key });
    await sleep(WITHIN_MS);
    expect(await statuses(key)).toEqual(products.map(() => 401));
    await manage().call('POST', '/key/unblock', { key });
    await sleep(WITHIN_MS);
    expect(await statuses(key)).toEqual(products.map(() => 200));
  });

  it('a deleted key is refused within a second in every process', async () => {
    const { key } = await manage().generateKey();
    expect(await statuses(key)).toEqual(products.map(() => 200));
    await manage().call('POST', '/key/delete', { keys: [key] });
    await sleep(WITHIN_MS);
    expect(await statuses(key)).toEqual(products.map(() => 401));
  });

  it('a key may use its models and no others, before and after an update', async () => {
    const { key } = await manage().generateKey({ models: ['gpt'] });
    for (const product of products) {
      expect((await call(product, key)).status).toBe(200);
      const refused = await call(product, key, 'claude');
      expect(refused.status).toBe(403);
      expect(refused.body.error?.type).toBe('key_model_access_denied');
    }
    await manage().call('POST', '/key/update', { key, models: ['claude'] });
    await sleep(WITHIN_MS);
    expect(await statuses(key)).toEqual(products.map(() => 403));
  });

  it('a key that has expired is refused', async () => {
    const { key } = await manage().generateKey({ duration: '1s' });
    await sleep(1_100);
    const [product] = products;
    if (product === undefined) throw new Error('Not started');
    const refused = await call(product, key);
    expect(refused).toMatchObject({ status: 401, body: { error: { type: 'expired_key' } } });
  });

  it('a key reads itself and nothing more', async () => {
    const { key, token } = await manage().generateKey();
    const [product] = products;
    const asKey = (path: string, init: RequestInit = {}) =>
      fetch(`${product?.url}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      });
    const own = (await (await asKey('/key/info')).json()) as { info: object };
    expect(JSON.stringify(own)).not.toContain(key.slice(0, -4));
    const other = await manage().generateKey();
    expect((await asKey(`/key/info?key=${other.token}`)).status).toBe(403);
    expect((await asKey(`/key/info?key=${token}`)).status).toBe(200);
    const minted = await asKey('/key/generate', { method: 'POST', body: '{}' });
    expect([401, 403]).toContain(minted.status);
  });
});
