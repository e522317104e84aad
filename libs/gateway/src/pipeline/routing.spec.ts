import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ServerResponse } from 'node:http';
import { type Deployment, type RoutingTable } from '@tollgate/routing';
import {
  dataOf,
  deployment,
  GatewayHost,
  keyContext,
  PROMPT,
  routingTable,
  until,
} from '../testing/gateway-host.js';
import {
  answerHello,
  chunk,
  hello,
  type ReceivedRequest,
  sendJson,
  startStream,
  TinyUpstream,
  type UpstreamScript,
} from '../testing/tiny-upstream.js';

let p: TinyUpstream;
let q: TinyUpstream;
let host: GatewayHost;

beforeAll(async () => {
  p = await new TinyUpstream().start();
  q = await new TinyUpstream().start();
  host = await new GatewayHost(routingTable([])).start();
});
afterAll(async () => {
  await host.stop();
  await Promise.all([p.stop(), q.stop()]);
});
beforeEach(() => {
  p.answer(answerHello);
  q.answer(answerHello);
  host.events.length = 0;
  host.key = keyContext();
});

let ids = 0;
/** Group P served by the first upstream, group Q by the second; new deployments each time, so that none is cooling down. */
function serve(over: Partial<RoutingTable> = {}, more: Parameters<typeof deployment>[1] = {}): Deployment[] {
  ids += 1;
  const both = [
    deployment('P', { ...more, id: `p-${ids}`, target: { baseUrl: p.url } }),
    deployment('Q', { id: `q-${ids}`, target: { baseUrl: q.url, model: 'gpt-q' } }),
  ];
  host.settings = { ...host.settings, table: routingTable(both, over) };
  return both;
}

const fails = (
  status: number,
  error: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): UpstreamScript => {
  return (res) =>
    sendJson(
      res,
      status,
      { error: { message: 'no', type: 'x', param: null, code: null, ...error } },
      headers,
    );
};
const ask = (over: Record<string, unknown> = {}) => host.chat({ model: 'P', messages: PROMPT, ...over });
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: Record<string, unknown> }).error;
const toQ = { fallbacks: new Map([['P', ['Q']]]) };

describe('a failing upstream', () => {
  it('is asked again as often as configured, and then its failure is the client’s', async () => {
    serve({ numRetries: 1 });
    p.answer(fails(503));
    const response = await ask();
    expect(response.status).toBe(503);
    expect(p.received).toHaveLength(2);
    expect(response.headers.get('x-litellm-attempted-retries')).toBe('1');
    expect(await host.onlyEvent()).toMatchObject({
      status: 'failure',
      attemptedRetries: 1,
      usage: null,
      cost: 0n,
    });
  });

  it('that comes back in time is one success to the client, in one event', async () => {
    serve({ numRetries: 2 });
    p.answer((res, request, nth) =>
      nth === 1 ? fails(500)(res, request, nth) : answerHello(res, request, nth),
    );
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('x-litellm-attempted-retries')).toBe('1');
    expect(await host.onlyEvent()).toMatchObject({
      status: 'success',
      attemptedRetries: 1,
      metadata: {
        routing: {
          attempts: [{ outcome: 'InternalServerError', status: 500 }, { outcome: 'answered' }],
        },
      },
    });
  });

  it('is asked once when the prompt is at fault; the client gets status, code and param, and the next prompt is served', async () => {
    serve({ numRetries: 3 });
    p.answer(fails(400, { message: 'bad temperature', type: 'invalid_request_error', param: 'temperature' }));
    const response = await ask();
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({
      message: expect.stringContaining('bad temperature'),
      param: 'temperature',
    });
    expect(p.received).toHaveLength(1);
    p.answer(fails(400, { code: 'content_filter', message: 'filtered' }));
    expect(await errorOf(await ask())).toMatchObject({ code: 'content_filter' });
    p.answer(answerHello);
    expect((await ask()).status).toBe(200);
  });

  it('that cannot be reached is a 502 that does not say where it is', async () => {
    const nowhere = deployment('P', {
      id: 'nowhere',
      target: { baseUrl: 'http://127.0.0.1:9/secret-path', apiKey: 'sk-hidden' },
    });
    host.settings = { ...host.settings, table: routingTable([nowhere]) };
    const response = await ask();
    expect(response.status).toBe(502);
    const text =
      (await response.text()) +
      JSON.stringify([...response.headers]) +
      JSON.stringify(host.events, (_, v: unknown) => String(v)) +
      host.logged.join();
    for (const secret of ['127.0.0.1:9', 'secret-path', 'sk-hidden', 'ECONNREFUSED'])
      expect(text).not.toContain(secret);
  });

  it('that refuses the gateway’s key is no 401 of the client’s, and its words stay inside', async () => {
    serve();
    p.answer(fails(401, { message: 'Incorrect API key provided: sk-upstream-secret' }));
    const response = await ask();
    expect(response.status).toBe(502);
    expect(await response.text()).not.toContain('sk-upstream');
    expect((await host.onlyEvent()).errorClass).toBe('AuthenticationError');
  });

  it('that answers something else than JSON is a 502', async () => {
    serve();
    p.answer((res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<html>'));
    expect((await ask()).status).toBe(502);
  });

  it('that takes too long is a 408 and its connection is closed', async () => {
    serve({}, { timeoutMs: 60 });
    p.answer(() => undefined);
    const response = await ask();
    expect(response.status).toBe(408);
    expect(await errorOf(response)).toMatchObject({ type: 'timeout_error', code: '408' });
    expect(await p.received[0]?.closed).toBe('cut');
    p.answer(() => undefined);
    serve();
    expect(
      (await host.chat({ model: 'P', messages: PROMPT }, { headers: { 'x-litellm-timeout': '0.05' } }))
        .status,
    ).toBe(408);
  });

  it('hands on its retry-after under that very name, and is left alone until then', async () => {
    serve({ timeoutMs: 5_000, numRetries: 2 });
    p.answer(fails(429, { code: 'rate_limit_exceeded' }, { 'retry-after': '34' }));
    const response = await ask();
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('34');
    expect(p.received).toHaveLength(1);
    const next = await ask();
    expect(next.status).toBe(429);
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(30);
    expect(await errorOf(next)).toMatchObject({
      type: 'all_deployments_in_cooldown',
      message: expect.stringContaining('No deployments available'),
    });
    expect(p.received).toHaveLength(1);
  });
});

describe('a fallback', () => {
  it('answers in place of a failed group, at its own price, and says so', async () => {
    const [, deploymentQ] = serve(toQ);
    p.answer(fails(500));
    const response = await ask();
    expect(response.status).toBe(200);
    expect(response.headers.get('x-litellm-model-id')).toBe(deploymentQ?.id);
    expect(response.headers.get('x-litellm-attempted-fallbacks')).toBe('1');
    expect(response.headers.has('retry-after')).toBe(false);
    expect(await host.onlyEvent()).toMatchObject({
      status: 'success',
      askedModel: 'P',
      modelGroup: 'P',
      sentModel: 'gpt-q',
      deploymentId: deploymentQ?.id,
      attemptedFallbacks: 1,
    });
  });

  it('that fails as well leaves the client the first group’s failure', async () => {
    serve(toQ);
    p.answer(fails(503, { message: 'first' }));
    q.answer(fails(500, { message: 'second' }));
    const response = await ask();
    expect(response.status).toBe(503);
    expect(await errorOf(response)).toMatchObject({ message: expect.stringContaining('first') });
    expect(q.received).toHaveLength(1);
  });

  it('is not used for a key that may not use it, nor for a client that wants none', async () => {
    serve(toQ);
    p.answer(fails(500));
    host.key = keyContext({ models: ['P'] });
    expect((await ask()).status).toBe(500);
    host.key = keyContext();
    expect((await ask({ disable_fallbacks: true })).status).toBe(500);
    expect(q.received).toHaveLength(0);
  });

  it('can be named by the client', async () => {
    serve();
    p.answer(fails(500));
    expect((await ask({ fallbacks: [{ model: 'Q' }] })).status).toBe(200);
  });

  it('gets the messages and parameters the client has for it, and is told at once what is wrong with them', async () => {
    serve({ ...toQ, fallbacks: new Map() });
    p.answer(fails(500));
    const messages = [{ role: 'user', content: 'in short' }];
    const response = await ask({
      temperature: 0.1,
      fallbacks: [{ model: 'Q', messages, temperature: 1, max_tokens: 7 }],
    });
    expect(response.status).toBe(200);
    expect(p.received[0]?.json).toMatchObject({ messages: PROMPT, temperature: 0.1 });
    expect(p.received[0]?.json).not.toHaveProperty('max_tokens');
    expect(q.received[0]?.json).toEqual({ model: 'gpt-q', messages, temperature: 1, max_tokens: 7 });
    for (const [member, value] of [
      ['messages', []],
      ['max_tokens', 'many'],
    ] as const)
      expect(await errorOf(await ask({ fallbacks: [{ model: 'Q', [member]: value }] }))).toMatchObject({
        param: `fallbacks.${member}`,
        code: '400',
      });
    for (const member of ['stream', 'api_key', 'num_retries', 'api_base'])
      expect((await ask({ fallbacks: [{ model: 'Q', [member]: 1 }] })).status).toBe(400);
  });

  it.each<[string, UpstreamScript]>([
    [
      'whose first event is an error',
      (res) => {
        startStream(res);
        res.end('data: {"error":{"message":"overloaded","code":503}}\n\n');
      },
    ],
    ['that is refused at once', fails(429)],
    ['that falls silent', (res) => startStream(res)],
    [
      'that breaks off after its role',
      (res) => {
        startStream(res);
        res.write(chunk('m', { role: 'assistant', content: '' }));
        setTimeout(() => res.socket?.resetAndDestroy(), 10);
      },
    ],
  ])('takes over a stream %s, and the client sees only the fallback’s', async (_, script) => {
    const [, deploymentQ] = serve(toQ, { streamTimeoutMs: 80 });
    p.answer(script);
    const response = await ask({ stream: true });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-litellm-model-id')).toBe(deploymentQ?.id);
    const data = dataOf(await response.text());
    expect(data.at(-1)).toBe('[DONE]');
    const roles = data.filter(
      (one) => one !== '[DONE]' && (one['choices'] as { delta?: { role?: string } }[])[0]?.delta?.role,
    );
    expect(roles).toHaveLength(1);
    expect(new Set(data.flatMap((one) => (one === '[DONE]' ? [] : [one['id']]))).size).toBe(1);
    expect(await host.onlyEvent()).toMatchObject({
      status: 'success',
      attemptedFallbacks: 1,
      deploymentId: deploymentQ?.id,
    });
  });
});

describe('an answer that the content filter has cut off', () => {
  const cut = (res: ServerResponse, { json }: ReceivedRequest) => {
    const reply = hello(String(json['model']));
    sendJson(res, 200, {
      ...reply,
      choices: [{ index: 0, message: { role: 'assistant', content: '' }, finish_reason: 'content_filter' }],
    });
  };

  it('is an answer where nothing else is configured', async () => {
    serve(toQ);
    p.answer(cut);
    const response = await ask();
    expect(response.headers.get('x-litellm-attempted-fallbacks')).toBe('0');
    expect(await response.text()).toContain('content_filter');
  });

  it('is a refusal where a fallback for refused prompts stands ready, and is charged for', async () => {
    const [, deploymentQ] = serve({ contentPolicyFallbacks: new Map([['P', ['Q']]]) });
    p.answer(cut);
    const response = await ask();
    expect(response.headers.get('x-litellm-model-id')).toBe(deploymentQ?.id);
    expect(await response.text()).toContain('Hello there');
    await until(() => host.events.length === 2);
    const [unused, call] = host.events;
    // 12 tokens in and 3 out, at 3 and 15 dollars a million.
    expect(unused).toMatchObject({
      sentModel: 'gpt-up',
      cost: 81_000_000n,
      metadata: { discarded_of: call?.id },
      errorClass: 'ContentPolicyViolationError',
    });
    expect(call).toMatchObject({ status: 'success', deploymentId: deploymentQ?.id, attemptedFallbacks: 1 });
  });

  it('is the answer when the last fallback cuts it off as well', async () => {
    serve({ contentPolicyFallbacks: new Map([['P', ['Q']]]), defaultFallbacks: ['Q'] });
    p.answer(cut);
    q.answer(cut);
    const response = await ask();
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('content_filter');
    expect(q.received).toHaveLength(1);
  });
});

describe('equal names', () => {
  it('share the load, and one that fails is replaced by the next', async () => {
    const both = [
      deployment('P', { id: 'left', weight: 1, target: { baseUrl: p.url } }),
      deployment('P', { id: 'right', weight: 1, target: { baseUrl: q.url } }),
    ];
    host.settings = { ...host.settings, table: routingTable(both, { numRetries: 1 }) };
    p.answer(fails(500));
    const started = performance.now();
    const response = await ask();
    expect(response.headers.get('x-litellm-model-id')).toBe('right');
    expect(performance.now() - started).toBeLessThan(400);
  });
});

describe('limits of a key', () => {
  const scope = {
    kind: 'key',
    id: 'limited',
    requestsPerMinute: 1,
    tokensPerMinute: null,
    parallelRequests: null,
    maxBudget: null,
  } as const;

  it('refuse with 429, what limit it was and when it is over, and leave an event', async () => {
    serve();
    host.key = keyContext({ scopes: [scope] });
    const first = await ask();
    expect(first.headers.get('x-ratelimit-remaining-requests')).toBe('0');
    host.events.length = 0;
    const second = await ask();
    expect(second.status).toBe(429);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(second.headers.get('x-ratelimit-limit-requests')).toBe('1');
    expect(await errorOf(second)).toMatchObject({
      message: expect.stringMatching(/Rate limit exceeded for api_key.*Limit type: requests/),
    });
    expect(p.received).toHaveLength(1);
    expect(await host.onlyEvent()).toMatchObject({
      status: 'failure',
      httpStatus: 429,
      errorClass: 'RateLimitError',
    });
  });

  it('refuse a used-up budget in a way SDKs do not retry', async () => {
    serve();
    host.key = keyContext({
      scopes: [{ ...scope, id: 'poor', requestsPerMinute: null, maxBudget: 1_000n }],
      spend: 1_000n,
    });
    const response = await ask();
    expect(response.status).toBe(429);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await errorOf(response)).toMatchObject({
      type: 'budget_exceeded',
      message: expect.stringContaining('Budget has been exceeded!'),
    });
    expect(p.received).toHaveLength(0);
  });

  it('of one model bind calls that ask for it, and name level, key and model', async () => {
    serve();
    const limited = { ...scope, id: 'limited/m', name: 'ci-bot', model: 'P', requestsPerMinute: 0 };
    host.key = keyContext({ modelScopes: new Map([['P', [limited]]]) });
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-model_per_key-limit-requests')).toBe('0');
    expect((await errorOf(refused))['message']).toContain('model_per_key=ci-bot, model=P');
    host.key = keyContext({ modelScopes: new Map([['Q', [limited]]]) });
    expect((await ask()).status).toBe(200);
  });

  it('do not bind the master key', async () => {
    serve();
    host.key = keyContext({ master: true, scopes: [{ ...scope, id: 'never', requestsPerMinute: 0 }] });
    expect((await ask()).status).toBe(200);
  });
});
