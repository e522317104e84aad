import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dataOf, deployment, GatewayHost, PROMPT, routingTable } from '../testing/gateway-host.js';
import { answerHello, chunk, startStream, TinyUpstream } from '../testing/tiny-upstream.js';

let upstream: TinyUpstream;
let host: GatewayHost;

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  host = await new GatewayHost(routingTable([])).start();
});
afterAll(async () => {
  await host.stop();
  await upstream.stop();
});
beforeEach(() => {
  upstream.answer(answerHello);
  host.events.length = 0;
});

function serve(over: Parameters<typeof routingTable>[1] = {}, ids: readonly string[] = ['only']): void {
  const all = ids.map((id) => deployment('P', { id, target: { baseUrl: upstream.url } }));
  host.settings = { ...host.settings, table: routingTable(all, over) };
}
const ask = (over: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  host.chat({ model: 'P', messages: PROMPT, ...over }, { headers });

describe('timeout', () => {
  it('is that of one attempt: the next one, of the only deployment, has it anew', async () => {
    serve({ numRetries: 1, timeoutMs: 150 }, ['patient']);
    upstream.answer((res, request, nth) => (nth === 1 ? undefined : answerHello(res, request, nth)));
    const response = await ask();
    expect([response.status, upstream.received.length]).toEqual([200, 2]);
  });
});

describe('stall_timeout', () => {
  it('ends a stream that falls silent after content, with an error and without [DONE]', async () => {
    serve({ stallTimeoutMs: 60 });
    upstream.answer((res) => {
      startStream(res);
      res.write(chunk('m', { role: 'assistant', content: 'Hello' }));
    });
    const data = dataOf(await (await ask({ stream: true })).text());
    expect(data.at(-1)).toMatchObject({ error: { code: '408' } });
    expect(await host.onlyEvent()).toMatchObject({ status: 'failure', errorClass: 'Timeout' });
  });

  it('does not count the time before the first content, and can be the caller’s own', async () => {
    serve();
    upstream.answer((res, request) => {
      setTimeout(() => void answerHello(res, request, 1), 120);
    });
    const response = await ask({ stream: true }, { 'x-litellm-stall-timeout': '0.05' });
    expect(dataOf(await response.text()).at(-1)).toBe('[DONE]');
    expect(upstream.received[0]?.json).not.toHaveProperty('stall_timeout');
  });
});

describe('total_timeout', () => {
  it('bounds all attempts together', async () => {
    serve({ numRetries: 5, totalTimeoutMs: 150, timeoutMs: 100, allowedFails: 0 }, ['one']);
    upstream.answer(() => undefined);
    const response = await ask();
    expect(response.status).toBe(408);
    expect(upstream.received.length).toBeLessThanOrEqual(2);
    const { metadata } = await host.onlyEvent();
    expect(metadata).toMatchObject({ routing: { attempts: [{ outcome: 'Timeout' }] } });
  });

  it('can be the caller’s own, leaves no deployment cooling, and does not cut a stream that has begun', async () => {
    serve({ allowedFails: 0 });
    upstream.answer(() => undefined);
    expect((await ask({ total_timeout: 0.08 })).status).toBe(408);
    upstream.answer((res) => {
      startStream(res);
      res.write(chunk('m', { role: 'assistant', content: 'Hello' }));
      setTimeout(() => res.end(`${chunk('m', {}, 'stop')}data: [DONE]\n\n`), 300);
    });
    const response = await ask({ stream: true, total_timeout: 0.2 });
    expect(response.status).toBe(200);
    expect(dataOf(await response.text()).at(-1)).toBe('[DONE]');
    expect((await ask({ total_timeout: 'soon' })).status).toBe(400);
  });
});
