import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  dataOf,
  deployment,
  GatewayHost,
  KEY,
  keyContext,
  PROMPT,
  routingTable,
  until,
} from '../testing/gateway-host.js';
import {
  answerHello,
  chunk,
  HELLO_USAGE,
  helloStream,
  sendJson,
  startStream,
  TinyUpstream,
} from '../testing/tiny-upstream.js';

/** Until the other side reads again, or has gone. */
function drainedOrClosed(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      res.off('drain', over).off('close', over);
      resolve();
    };
    res.on('drain', over).on('close', over);
  });
}

let upstream: TinyUpstream;
let host: GatewayHost;
const SCOPE = {
  kind: 'key',
  id: 'k',
  requestsPerMinute: null,
  tokensPerMinute: null,
  parallelRequests: 1,
  maxBudget: null,
} as const;

beforeAll(async () => {
  upstream = await new TinyUpstream().start();
  host = await new GatewayHost(
    routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
  ).start();
});
afterAll(async () => {
  await host.stop();
  await upstream.stop();
});
beforeEach(() => {
  upstream.answer(answerHello);
  host.events.length = 0;
  host.key = keyContext();
});

const ask = (over: Record<string, unknown> = {}, init: Parameters<GatewayHost['chat']>[1] = {}) =>
  host.chat({ model: 'quick', messages: PROMPT, stream: true, ...over }, init);

describe('a streamed answer', () => {
  it('comes as chunks under the asked name and ends with [DONE]', async () => {
    const response = await ask();
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('x-litellm-model-id')).toBe('id-of-quick');
    const data = dataOf(await response.text());
    expect(data.at(-1)).toBe('[DONE]');
    const chunks = data.filter((one) => one !== '[DONE]');
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(['quick']));
    expect(chunks.some((one) => 'usage' in one)).toBe(false);
  });

  it('is billed by the usage the gateway asked for, which the client did not want to see', async () => {
    await (await ask()).text();
    expect(upstream.received[0]?.json['stream_options']).toEqual({ include_usage: true });
    expect(await host.onlyEvent()).toMatchObject({
      status: 'success',
      stream: true,
      responseId: 'chatcmpl-up-2',
      usage: { inputTokens: 12, outputTokens: 3 },
      usageEstimated: false,
      cost: 81_000_000n,
      firstTokenMs: expect.any(Number),
    });
  });

  it('shows usage to a client that asked, in one chunk without choices before [DONE]', async () => {
    const data = dataOf(await (await ask({ stream_options: { include_usage: true, other: 1 } })).text());
    expect(upstream.received[0]?.json['stream_options']).toEqual({ include_usage: true, other: 1 });
    expect(data.at(-2)).toMatchObject({ choices: [], usage: HELLO_USAGE });
    expect(data.slice(0, -2).every((one) => one !== '[DONE]' && !one['usage'])).toBe(true);
  });

  it('asks for usage even when the client says it wants none', async () => {
    await (await ask({ stream_options: { include_usage: false } })).text();
    expect(upstream.received[0]?.json['stream_options']).toEqual({ include_usage: true });
    expect((await host.onlyEvent()).usageEstimated).toBe(false);
  });

  it('is asked for again, silently and once, without stream_options where those are refused, and never with them again', async () => {
    upstream.answer((res, { json }) => {
      if ('stream_options' in json)
        return sendJson(res, 400, {
          error: {
            message: 'unknown field stream_options',
            type: 'invalid_request_error',
            param: null,
            code: null,
          },
        });
      startStream(res);
      res.end(helloStream('gpt-up', false));
    });
    const old = deployment('old', { target: { baseUrl: upstream.url } });
    host.settings = { ...host.settings, table: routingTable([old]) };
    const shown = await ask({ model: 'old', stream_options: { include_usage: true } });
    expect(shown.headers.get('x-litellm-attempted-retries')).toBe('0');
    const data = dataOf(await shown.text());
    expect(data.at(-2)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
    const event = await host.onlyEvent();
    expect(event).toMatchObject({ status: 'success', usageEstimated: true, attemptedRetries: 0 });
    expect(event.usage?.outputTokens).toBeGreaterThanOrEqual(3);
    expect(event.cost).toBeGreaterThan(0n);
    await (await ask({ model: 'old' })).text();
    expect(upstream.received).toHaveLength(3);
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
    };
  });

  it('arrives piece by piece, as the upstream gives it', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    upstream.answer(async (res) => {
      startStream(res);
      res.write(chunk('gpt-up', { role: 'assistant', content: 'first' }));
      await released;
      res.end(`${chunk('gpt-up', {}, 'stop')}data: [DONE]\n\n`);
    });
    const reader = (await ask()).body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toContain('first');
    release();
    let rest = '';
    for (let piece = await reader?.read(); !piece?.done; piece = await reader?.read())
      rest += new TextDecoder().decode(piece?.value);
    expect(rest).toContain('[DONE]');
  });

  it('carries characters whole however the upstream cuts them', async () => {
    upstream.answer(async (res) => {
      startStream(res);
      const bytes = Buffer.from(
        `${chunk('gpt-up', { role: 'assistant', content: '北🌍é' })}${chunk('gpt-up', {}, 'stop')}data: [DONE]\n\n`,
      );
      res.socket?.setNoDelay(true);
      for (let i = 0; i < bytes.length; i += 1) {
        res.write(bytes.subarray(i, i + 1));
        if (i % 7 === 0) await new Promise(setImmediate);
      }
      res.end();
    });
    const text = await (await ask()).text();
    expect(text).toContain('北🌍é');
    expect(text).not.toContain('\ufffd');
  });
});

describe('an upstream that fails', () => {
  it('before any content gives the client a status, not a stream', async () => {
    upstream.answer((res) => {
      startStream(res);
      res.end('data: {"error":{"message":"overloaded","type":"server_error","code":503}}\n\n');
    });
    const response = await ask();
    expect(response.status).toBeGreaterThanOrEqual(500);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await host.onlyEvent()).toMatchObject({ status: 'failure', httpStatus: response.status });
  });

  it.each<[string, (res: ServerResponse) => void]>([
    [
      'by an error in its stream',
      (res) => res.end('data: {"error":{"message":"boom","type":"server_error"}}\n\ndata: [DONE]\n\n'),
    ],
    ['by a reset', (res) => void setTimeout(() => res.socket?.resetAndDestroy(), 30)],
    ['by ending too early', (res) => void setTimeout(() => res.end(), 30)],
  ])('after content, %s, ends the stream with an error and without [DONE]', async (_, fail) => {
    upstream.answer((res) => {
      startStream(res);
      res.write(chunk('gpt-up', { role: 'assistant', content: 'Par' }));
      fail(res);
    });
    const response = await ask();
    expect(response.status).toBe(200);
    const text = await response.text();
    const data = dataOf(text);
    expect(text).toContain('Par');
    expect(text).not.toContain('[DONE]');
    expect(text).not.toContain('127.0.0.1');
    expect(data.at(-1)).toEqual({
      error: { message: expect.any(String), type: expect.any(String), param: null, code: expect.any(String) },
    });
    const event = await host.onlyEvent();
    expect(event).toMatchObject({ status: 'failure', usageEstimated: true });
    expect(event.usage?.outputTokens).toBeGreaterThan(0);
    expect(event.cost).toBeGreaterThan(0n);
  });

  it('is never asked again once a byte has reached the client', async () => {
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { numRetries: 3, target: { baseUrl: upstream.url } })]),
    };
    upstream.answer((res) => {
      startStream(res);
      res.write(chunk('gpt-up', { role: 'assistant', content: 'Par' }));
      setTimeout(() => res.socket?.resetAndDestroy(), 20);
    });
    await (await ask()).text();
    expect(upstream.received).toHaveLength(1);
    expect((await host.onlyEvent()).attemptedRetries).toBe(0);
  });

  it('by falling silent before content is a time-out of the first token', async () => {
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { streamTimeoutMs: 80, target: { baseUrl: upstream.url } })]),
    };
    upstream.answer((res) => {
      startStream(res);
      const pings = setInterval(() => res.write(': ping\n\n'), 10);
      res.once('close', () => clearInterval(pings));
    });
    const response = await ask();
    expect(response.status).toBe(408);
    expect(await upstream.received[0]?.closed).toBe('cut');
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
    };
  });
});

describe('a client that leaves', () => {
  const drip = async (res: ServerResponse) => {
    startStream(res);
    res.write(chunk('gpt-up', { role: 'assistant', content: '' }));
    for (let i = 0; i < 400 && !res.destroyed; i += 1) {
      res.write(chunk('gpt-up', { content: `word${i} ` }));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it.each(['before the first byte', 'after some chunks', 'during a whole answer'])(
    '%s has its upstream closed within two seconds, its slot freed, and one event: cancelled, 499',
    async (when) => {
      host.key = keyContext({ scopes: [SCOPE] });
      const silent = (): void => undefined;
      upstream.answer(when === 'after some chunks' ? drip : silent);
      const leave = new AbortController();
      const asked = ask({ stream: when !== 'during a whole answer' }, { signal: leave.signal });
      if (when === 'after some chunks') {
        const reader = (await asked).body?.getReader();
        for (let i = 0; i < 3; i += 1) await reader?.read();
      } else await until(() => upstream.received.length === 1);
      const left = performance.now();
      leave.abort();
      await asked.catch(() => undefined);
      expect(await upstream.received[0]?.closed).toBe('cut');
      expect(performance.now() - left).toBeLessThan(2_000);
      const event = await host.onlyEvent();
      expect(event).toMatchObject({
        status: 'cancelled',
        httpStatus: 499,
        errorClass: 'ClientClosedRequest',
        usageEstimated: true,
      });
      expect(event.usage?.inputTokens).toBeGreaterThan(0);
      expect(event.cost).toBeGreaterThan(0n);
      if (when === 'after some chunks') expect(event.usage?.outputTokens).toBeGreaterThan(0);
      await until(() => host.gateway.inFlight === 0);
      upstream.answer(answerHello);
      expect((await ask()).status).toBe(200);
    },
  );

  it('starts no retry and no fallback', async () => {
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { target: { baseUrl: upstream.url } })], {
        numRetries: 3,
        defaultFallbacks: ['quick'],
      }),
    };
    upstream.answer((res) => void setTimeout(() => sendJson(res, 503, { error: { message: 'busy' } }), 30));
    const leave = new AbortController();
    const asked = ask({}, { signal: leave.signal });
    await until(() => upstream.received.length === 1);
    leave.abort();
    await asked.catch(() => undefined);
    await host.onlyEvent();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(upstream.received).toHaveLength(1);
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
    };
  });
});

describe('a client that reads slowly', () => {
  it('holds the upstream back, so that memory stays bounded', async () => {
    const total = 64 * 1024 * 1024;
    let written = 0;
    upstream.answer(async (res) => {
      startStream(res);
      res.write(chunk('gpt-up', { role: 'assistant', content: 'a' }));
      const piece = chunk('gpt-up', { content: 'x'.repeat(16_000) });
      while (written < total && !res.destroyed) {
        written += piece.length;
        if (!res.write(piece)) await drainedOrClosed(res);
      }
      res.end(`${chunk('gpt-up', {}, 'stop')}data: [DONE]\n\n`);
    });
    const received = await new Promise<IncomingMessage>((resolve) => {
      const body = JSON.stringify({ model: 'quick', messages: PROMPT, stream: true });
      const headers = { authorization: `Bearer ${KEY}`, 'content-length': Buffer.byteLength(body) };
      request(`${host.url}/v1/chat/completions`, { method: 'POST', headers }, resolve).end(body);
    });
    received.pause();
    // Until the upstream has been still for a while: it is held back.
    for (let before = -1; before !== written;) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    expect(written).toBeLessThan(total / 2);
    let bytes = 0;
    for await (const piece of received) bytes += (piece as Buffer).length;
    expect(bytes).toBeGreaterThan(total * 0.9);
    expect((await host.onlyEvent()).status).toBe('success');
  });
});
