import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { FakeProviders, freePort } from '@tollgate/testing';
import { configFor } from '../product/config-file.js';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { ProductProcess } from '../product/product-process.js';
import { Surroundings } from '../product/surroundings.js';

let surroundings: Surroundings | null = null;
let fakes: FakeProviders | null = null;

afterEach(async () => {
  await surroundings?.remove();
  await fakes?.close();
  surroundings = null;
  fakes = null;
});

/** Starts the API with nothing but a port and a data directory, as a newcomer does. */
async function startFresh(dataDir: string) {
  const port = await freePort();
  const api = ProductProcess.api(['--port', String(port), '--data-dir', dataDir]);
  surroundings?.track(api);
  await api.line(/^Tollgate is ready on http:\/\/127\.0\.0\.1:\d+$/, 45_000);
  return { api, url: `http://127.0.0.1:${port}` };
}

/** The master key, as a first start shows it. */
async function printedKey(api: ProductProcess): Promise<string> {
  return (await api.line(/\b(sk-[\w-]{16,})/, 5_000))[1] ?? '';
}

async function demo(url: string, apiKey: string): Promise<string | null | undefined> {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });
  const reply = await client.chat.completions.create({
    model: 'demo',
    messages: [{ role: 'user', content: 'hello' }],
  });
  return reply.choices[0]?.message.content;
}

describe('a fresh start', () => {
  it('prints one ready line and a key that works at once; a second start keeps the key and does not print it', async () => {
    surroundings = await Surroundings.make('embedded');
    const first = await startFresh(surroundings.dataDir);
    const key = await printedKey(first.api);
    expect(first.api.lines.filter((line) => line.includes(key))).toHaveLength(1);
    expect(first.api.lines.filter((line) => line.startsWith('Tollgate is ready'))).toHaveLength(1);
    expect(await demo(first.url, key)).toEqual(expect.stringMatching(/\S/));
    first.api.signal('SIGTERM');
    expect(await first.api.exited).toEqual({ code: 0, signal: null });
    expect(first.api.groupAlive).toBe(false);
    expect(surroundings.postgresPids()).toEqual([]);

    const second = await startFresh(surroundings.dataDir);
    expect(second.api.lines.join('\n')).not.toContain(key);
    expect(await demo(second.url, key)).toEqual(expect.stringMatching(/\S/));
    second.api.signal('SIGINT');
    expect((await second.api.exited).code).toBe(0);
  });

  it('is what `npm start` comes to: same line, same stop', async () => {
    surroundings = await Surroundings.make('embedded');
    const port = String(await freePort());
    const start = ProductProcess.npmStart(['--port', port, '--data-dir', surroundings.dataDir]);
    surroundings.track(start);
    await start.line(/^Tollgate is ready on http:\/\/127\.0\.0\.1:\d+$/, 100_000);
    expect((await fetch(`http://127.0.0.1:${port}/health/liveliness`)).status).toBe(200);
    start.signal('SIGTERM');
    expect(await start.exited).toEqual({ code: 0, signal: null });
  });

  it('streams the demo model to the openai package', async () => {
    surroundings = await Surroundings.make('embedded');
    const { api, url } = await startFresh(surroundings.dataDir);
    const key = await printedKey(api);
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
    const final = await client.chat.completions
      .stream({ model: 'demo', messages: [{ role: 'user', content: 'hello' }] })
      .finalChatCompletion();
    expect(final.choices[0]?.message.content).toMatch(/\S/);
    expect(final.choices[0]?.finish_reason).toBe('stop');
  });
});

describe('a start that cannot be', () => {
  it('on a port in use says so in one line and exits with 1', async () => {
    surroundings = await Surroundings.make('embedded');
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const api = ProductProcess.api(['--port', String(port), '--data-dir', surroundings.dataDir]);
    surroundings.track(api);
    expect((await api.exited).code).toBe(1);
    expect(api.lines.filter((line) => line.includes(String(port)))).toHaveLength(1);
    expect(api.lines.join('\n')).not.toMatch(/\n\s+at /);
    taken.close();
  });

  it('on a data directory in use says so in one line and exits with 1', async () => {
    surroundings = await Surroundings.make('embedded');
    const first = await startFresh(surroundings.dataDir);
    const second = ProductProcess.api([
      '--port',
      String(await freePort()),
      '--data-dir',
      surroundings.dataDir,
    ]);
    surroundings.track(second);
    expect((await second.exited).code).toBe(1);
    expect(second.lines.filter((line) => line.includes(surroundings?.dataDir ?? ''))).toHaveLength(1);
    expect(second.lines.join('\n')).not.toMatch(/\n\s+at /);
    // The first one was not disturbed.
    expect((await fetch(`${first.url}/health/liveliness`)).status).toBe(200);
  });

  it('beside another process on one database without Redis is refused, since limits would double', async () => {
    surroundings = await Surroundings.make('services');
    const env = { ...surroundings.env, REDIS_URL: undefined, TOLLGATE_MASTER_KEY: 'sk-master-of-the-tests' };
    const start = async (name: string) => {
      const dataDir = surroundings?.anotherDataDir(name) ?? '';
      const api = ProductProcess.api(['--port', String(await freePort()), '--data-dir', dataDir], env);
      surroundings?.track(api);
      return api;
    };
    const first = await start('first');
    await first.line(/^Tollgate is ready/, 45_000);
    const second = await start('second');
    expect((await second.exited).code).toBe(1);
    expect(second.lines.filter((line) => /redis/i.test(line))).toHaveLength(1);
    expect(second.lines.join('\n')).not.toMatch(/\n\s+at /);
    expect(first.running).toBe(true);
  });

  it.each([
    ['YAML that cannot be read', 'model_list: [', /config\.yaml:\d+/],
    ['a wrong type', 'model_list: nothing\n', /config\.yaml:1.*model_list/],
    [
      'a model without a target, and never its secret',
      'model_list:\n  - model_name: a\n    litellm_params:\n      api_key: sk-do-not-print-me\n',
      /config\.yaml:\d+.*model_list\[0\]\.litellm_params\.model/,
    ],
  ])('with %s names the place and exits with 2', async (_, yaml, place) => {
    surroundings = await Surroundings.make('embedded');
    const config = surroundings.write('config.yaml', yaml);
    const api = ProductProcess.api(['--config', config, '--data-dir', surroundings.dataDir]);
    surroundings.track(api);
    expect((await api.exited).code).toBe(2);
    const printed = api.lines.join('\n');
    expect(printed).toMatch(place);
    expect(printed).not.toContain('sk-do-not-print-me');
    expect(printed).not.toMatch(/\n\s+at /);
  });
});

describe('SIGTERM', () => {
  it('lets an open stream finish, refuses new connections, and ends with 0', async () => {
    surroundings = await Surroundings.make('embedded');
    fakes = await FakeProviders.start();
    const config = surroundings.write('config.yaml', configFor(fakes));
    const product = await Product.start(surroundings, config);
    fakes.queue({ provider: 'openai' }, { faults: [{ kind: 'drip', ms: 100 }] });
    const client = new OpenAI({
      baseURL: `${product.url}/v1`,
      apiKey: 'sk-master-of-the-tests',
      maxRetries: 0,
    });
    const stream = await client.chat.completions.create({
      model: 'gpt',
      stream: true,
      messages: [{ role: 'user', content: 'say 20 words' }],
    });
    let text = '';
    let stopped: Promise<unknown> | null = null;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      stopped ??= product.stop();
    }
    expect(text).toMatch(/word20$/);
    expect(await stopped).toEqual({ code: 0, signal: null });
    await expect(fetch(product.url)).rejects.toThrow();
    await eventually(() => expect(product.api.groupAlive).toBe(false));
  });
});
