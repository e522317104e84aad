import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { configFor } from '../product/config-file.js';
import { MASTER_KEY, Product } from '../product/product.js';
import { MODES, Surroundings } from '../product/surroundings.js';

/** A change must act everywhere within this time. */
const WITHIN_MS = 1_000;

describe.each(MODES)('models and credentials at run time, %s mode', (mode) => {
  let surroundings: Surroundings;
  let fakes: FakeProviders;
  /** In `services` mode two API processes share the database; else it is one. */
  let products: Product[];

  beforeAll(async () => {
    fakes = await FakeProviders.start();
    surroundings = await Surroundings.make(mode);
    const config = surroundings.write('config.yaml', configFor(fakes));
    products = [await Product.start(surroundings, config)];
    if (mode === 'services') {
      const dataDir = surroundings.anotherDataDir('second');
      products.push(await Product.start(surroundings, config, { dataDir, worker: 'none' }));
    }
  });
  afterAll(async () => {
    await surroundings.remove();
    await fakes.close();
  });

  const first = () => {
    const [product] = products;
    if (product === undefined) throw new Error('Not started');
    return product;
  };
  const manage = async (method: string, path: string, body?: object) => {
    const reply = await fetch(first().url + path, {
      method,
      headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await reply.json()) as { model_id: string };
    expect({ path, status: reply.status, answer }).toMatchObject({ status: 200 });
    return answer;
  };
  const chat = (product: Product, model: string, body: object = {}) =>
    fetch(`${product.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MASTER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'say 3 words' }], ...body }),
    });
  /** The key that the provider gets when each process is asked. */
  const keysSent = async (model: string) => {
    const keys: (string | undefined)[] = [];
    for (const product of products) {
      const reply = await chat(product, model);
      expect({ status: reply.status, body: await reply.text() }).toMatchObject({ status: 200 });
      keys.push(fakes.calls.last().headers['authorization']);
    }
    return keys;
  };

  it('a model that names a credential is served in every process within a second, and so is its next key', async () => {
    await manage('POST', '/credentials', {
      credential_name: 'eu/open-ai',
      credential_values: { api_key: 'sk-old-of-the-credential', api_base: fakes.baseUrl('openai') },
    });
    await manage('POST', '/model/new', {
      model_name: 'added',
      litellm_params: { model: 'openai/gpt-4o-mini', litellm_credential_name: 'eu/open-ai' },
    });
    await sleep(WITHIN_MS);
    expect(await keysSent('added')).toEqual(products.map(() => 'Bearer sk-old-of-the-credential'));
    await manage('PATCH', '/credentials/eu/open-ai', {
      credential_values: { api_key: 'sk-new-of-the-credential' },
    });
    await sleep(WITHIN_MS);
    expect(await keysSent('added')).toEqual(products.map(() => 'Bearer sk-new-of-the-credential'));
  });

  it('a stream that runs while its model is deleted ends as it began; the next call finds no model', async () => {
    const { model_id } = await manage('POST', '/model/new', {
      model_name: 'short-lived',
      litellm_params: { model: 'openai/gpt-4o-mini', api_key: 'sk-x', api_base: fakes.baseUrl('openai') },
    });
    const content = 'say 8 words [[fault {"kind":"drip","ms":150}]]';
    const running = await chat(first(), 'short-lived', {
      stream: true,
      messages: [{ role: 'user', content }],
    });
    expect(running.status).toBe(200);
    await manage('POST', '/model/delete', { id: model_id });
    expect((await chat(first(), 'short-lived')).status).toBe(400);
    const text = await running.text();
    expect(text).toContain('word8');
    expect(text).toContain('data: [DONE]');
  });

  it('aliases, fallbacks and retries change in every process within a second, under calls that go on', async () => {
    const content = 'say 8 words [[fault {"kind":"drip","ms":150}]]';
    const running = await chat(first(), 'gpt', { stream: true, messages: [{ role: 'user', content }] });
    await manage('POST', '/config/update', {
      router_settings: { model_group_alias: { 'by-alias': 'gpt' }, num_retries: 0 },
    });
    await manage('POST', '/fallback', { model: 'claude', fallback_models: ['gpt'] });
    await sleep(WITHIN_MS);
    fakes.always({ provider: 'anthropic' }, { faults: [{ kind: 'status', status: 500 }] });
    for (const product of products) {
      expect((await chat(product, 'by-alias')).status).toBe(200);
      const fellBack = await chat(product, 'claude');
      expect(fellBack.status).toBe(200);
      expect(fellBack.headers.get('x-litellm-attempted-fallbacks')).toBe('1');
    }
    await manage('POST', '/config/update', { router_settings: { model_group_alias: null, fallbacks: null } });
    await sleep(WITHIN_MS);
    for (const product of products) {
      expect((await chat(product, 'by-alias')).status).toBe(400);
      expect((await chat(product, 'claude')).status).toBe(500);
    }
    expect(await running.text()).toContain('word8');
  });

  it('no process prints a secret of a credential', () => {
    for (const { printed } of products) expect(printed).not.toMatch(/sk-(old|new)-of-the-credential/);
  });
});
