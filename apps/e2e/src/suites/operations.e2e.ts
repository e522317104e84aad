import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '@tollgate/testing';
import { configFor } from '../product/config-file.js';
import { MASTER_KEY, Product } from '../product/product.js';
import { Surroundings } from '../product/surroundings.js';

let surroundings: Surroundings;
let fakes: FakeProviders;
let product: Product;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  surroundings = await Surroundings.make('embedded');
  product = await Product.start(surroundings, surroundings.write('config.yaml', configFor(fakes)));
});
afterAll(async () => {
  await surroundings.remove();
  await fakes.close();
});

async function get(path: string): Promise<{ status: number; text: string }> {
  const reply = await fetch(product.url + path, { headers: { authorization: `Bearer ${MASTER_KEY}` } });
  return { status: reply.status, text: await reply.text() };
}

describe('what an operator looks at', () => {
  it('liveness and readiness, without a key', async () => {
    for (const path of ['/health/liveliness', '/health/liveness']) {
      const reply = await fetch(product.url + path);
      expect(await reply.json()).toBe("I'm alive!");
    }
    const ready = await fetch(`${product.url}/health/readiness`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ db: 'connected' });
  });

  it('metrics in Prometheus’ format, which grow with each call', async () => {
    const requests = async () => {
      const { status, text } = await get('/metrics');
      expect(status).toBe(200);
      expect(text).toMatch(/^# TYPE \w+ histogram$/m);
      return [...text.matchAll(/^\w*requests_total(?:\{[^}]*\})? (\d+)$/gm)].reduce(
        (sum, match) => sum + Number(match[1]),
        0,
      );
    };
    const before = await requests();
    for (let call = 0; call < 3; call++) {
      await product.manage.call('POST', '/v1/chat/completions', {
        model: 'gpt',
        messages: [{ role: 'user', content: 'count me' }],
      });
    }
    expect((await requests()) - before).toBeGreaterThanOrEqual(3);
  });

  it('documentation of the management API, with its routes', async () => {
    expect((await get('/docs')).status).toBe(200);
    const document = JSON.parse((await get('/openapi.json')).text) as { paths: object };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/key/generate', '/key/info', '/key/block', '/spend/logs']),
    );
  });

  it('log lines that tell one call from another, without what was said', async () => {
    const reply = await fetch(`${product.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MASTER_KEY}`, 'x-litellm-call-id': 'call-to-be-found' },
      body: JSON.stringify({ model: 'gpt', messages: [{ role: 'user', content: 'a private matter' }] }),
    });
    expect(reply.headers.get('x-litellm-call-id')).toBe('call-to-be-found');
    await product.api.line(/call-to-be-found/, 5_000);
    expect(product.printed).not.toContain('a private matter');
    expect(product.printed).not.toContain(MASTER_KEY);
  });
});
