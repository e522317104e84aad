import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  dataOf,
  deployment,
  GatewayHost,
  keyContext,
  PRICES,
  PROMPT,
  routingTable,
  until,
} from '../testing/gateway-host.js';
import { answerHello, HELLO_USAGE, sendJson, TinyUpstream } from '../testing/tiny-upstream.js';

let upstream: TinyUpstream;
let silent: TinyUpstream;
let host: GatewayHost;

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  silent = await new TinyUpstream().start();
  host = await new GatewayHost(routingTable([])).start();
});
afterAll(async () => {
  await host.stop();
  await Promise.all([upstream.stop(), silent.stop()]);
});
let ids = 0;
beforeEach(() => {
  ids += 1;
  upstream.answer(answerHello);
  silent.answer(answerHello);
  host.events.length = 0;
  host.key = keyContext();
  const both = [
    deployment('P', { id: `p-${ids}`, silentModel: 'S', target: { baseUrl: upstream.url } }),
    deployment('S', {
      id: `s-${ids}`,
      silentModel: 'P',
      target: { baseUrl: silent.url, model: 'gpt-silent' },
    }),
  ];
  host.settings = { ...host.settings, table: routingTable(both, { cooldownMs: 0 }) };
});
const ask = (over: Record<string, unknown> = {}) => host.chat({ model: 'P', messages: PROMPT, ...over });

describe('a call of a deployment with a silent model', () => {
  it.each([false, true])('is copied there, once, when it is over (stream: %s)', async (stream) => {
    const text = await (await ask({ stream, temperature: 0.5, user: 'somebody' })).text();
    if (stream) expect(dataOf(text).at(-1)).toBe('[DONE]');
    await until(() => host.events.length === 2);
    expect(silent.received.map(({ json }) => json)).toEqual([
      { ...upstream.received[0]?.json, model: 'gpt-silent' },
    ]);
    // The silent model has one of its own, and a copy is not copied.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([upstream.received.length, silent.received.length]).toEqual([1, 1]);
  });

  it('is charged to its key; its copy has a row of its own, charged to nobody’s key', async () => {
    host.key = keyContext({ tags: ['blue'], teamId: 'team-1' });
    await (await ask({ metadata: { tags: ['red'] }, user: 'somebody' })).text();
    await until(() => host.events.length === 2);
    const [row, copy] = host.events;
    expect(row).toMatchObject({ keyHash: host.key.hash, deploymentId: `p-${ids}` });
    expect(row?.metadata).not.toHaveProperty('mirror_of');
    expect(copy).toMatchObject({
      ...{ keyAlias: 'tollgate-mirror', teamId: null, endUserId: null, tags: [] },
      ...{ deploymentId: `s-${ids}`, sentModel: 'gpt-silent', status: 'success' },
      metadata: { mirror_of: row?.id },
    });
    const { prompt_tokens: input, completion_tokens: output } = HELLO_USAGE;
    const { base } = PRICES;
    expect(copy?.cost).toBe((BigInt(input) * base.input + BigInt(output) * base.output) / 1_000_000n);
  });

  it('neither waits for its copy nor fails with it', async () => {
    silent.answer((res) => sendJson(res, 500, { error: { message: 'no' } }));
    expect((await ask()).status).toBe(200);
    await until(() => host.events.length === 2);
    expect(host.events[1]).toMatchObject({ status: 'failure', keyAlias: 'tollgate-mirror' });
    silent.answer(() => undefined);
    expect((await ask()).status).toBe(200);
    await until(() => silent.received.length === 1);
  });

  it('may be copied to a model that its key may not use', async () => {
    host.key = keyContext({ models: ['P'] });
    expect((await ask()).status).toBe(200);
    await until(() => host.events.length === 2);
    expect(host.events[1]).toMatchObject({ status: 'success', askedModel: 'S' });
  });

  it('is not copied when it was refused before it was sent, nor when its client has left', async () => {
    host.key = keyContext({ blocked: true });
    expect((await ask()).status).toBeGreaterThanOrEqual(400);
    host.key = keyContext();
    const leaving = new AbortController();
    upstream.answer(() => leaving.abort());
    await expect(host.chat({ model: 'P', messages: PROMPT }, { signal: leaving.signal })).rejects.toThrow();
    await until(() => host.events.some(({ status }) => status === 'cancelled'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(silent.received).toHaveLength(0);
  });
});

describe('copies on their way', () => {
  it('are ended when the gateway stops, and leave their rows', async () => {
    const other = await new GatewayHost(host.settings.table).start();
    silent.answer(() => undefined);
    await (await other.chat({ model: 'P', messages: PROMPT })).text();
    await until(() => silent.received.length === 1);
    await other.stop();
    expect(await silent.received[0]?.closed).toBe('cut');
    expect(other.events[1]).toMatchObject({ status: 'cancelled', keyAlias: 'tollgate-mirror' });
  });
});
