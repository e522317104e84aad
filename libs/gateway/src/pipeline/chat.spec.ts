import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  deployment,
  GatewayHost,
  KEY,
  keyContext,
  MASTER_KEY,
  PROMPT,
  routingTable,
} from '../testing/gateway-host.js';
import { answerHello, sendJson, TinyUpstream } from '../testing/tiny-upstream.js';

let upstream: TinyUpstream;
let host: GatewayHost;

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

describe('a whole chat answer', () => {
  it('reaches the client as the upstream gave it, under the name the client asked for', async () => {
    const response = await host.chat({ model: 'quick', messages: PROMPT });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      id: 'chatcmpl-up-1',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'quick',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello there' },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    });
  });

  it('is asked for with the deployment’s model and key, and with every unknown member untouched', async () => {
    const body =
      '{"model":"quick","messages":[{"role":"user","content":"é"}],"x_new":{"a":[1e400,12345678901234567890]}}';
    await host.chat(body);
    const [received] = upstream.received;
    expect(received?.path).toBe('/v1/chat/completions');
    expect(received?.headers.authorization).toBe('Bearer sk-upstream-secret');
    expect(received?.text).toBe(body.replace('"quick"', '"gpt-up"'));
  });

  it('is billed once, to the pico-dollar, with all that is known of the call', async () => {
    const response = await host.chat({ model: 'quick', messages: PROMPT, user: 'end-1' });
    // 12 × 3 and 3 × 15 USD a million.
    const cost = 12n * 3_000_000n + 3n * 15_000_000n;
    expect(response.headers.get('x-litellm-response-cost')).toBe('0.000081');
    expect(response.headers.get('x-litellm-key-spend')).toBe('0.000081');
    expect(response.headers.get('x-litellm-model-id')).toBe('id-of-quick');
    expect(response.headers.get('x-litellm-attempted-retries')).toBe('0');
    expect(await host.onlyEvent()).toMatchObject({
      status: 'success',
      httpStatus: 200,
      responseId: 'chatcmpl-up-1',
      askedModel: 'quick',
      modelGroup: 'quick',
      sentModel: 'gpt-up',
      provider: 'openai',
      deploymentId: 'id-of-quick',
      endUserId: 'end-1',
      usage: { inputTokens: 12, outputTokens: 3 },
      usageEstimated: false,
      cost,
      priceSource: 'config',
      callType: 'acompletion',
      stream: false,
    });
  });

  it('without usage gets the usage that was counted, flagged as estimated', async () => {
    upstream.answer((res) =>
      sendJson(res, 200, {
        id: 'x',
        choices: [{ index: 0, message: { content: 'abcdef' }, finish_reason: 'stop' }],
      }),
    );
    const response = await host.chat({ model: 'quick', messages: PROMPT });
    const body = (await response.json()) as { usage: Record<string, number> };
    expect(body.usage['completion_tokens']).toBe(2);
    const event = await host.onlyEvent();
    expect(event.usageEstimated).toBe(true);
    expect(event.cost).toBeGreaterThan(0n);
  });

  it('of an unpriced deployment has no cost, rather than none at all', async () => {
    const unpriced = deployment('quick', { prices: null, target: { baseUrl: upstream.url } });
    host.settings = { ...host.settings, table: routingTable([unpriced]) };
    const response = await host.chat({ model: 'quick', messages: PROMPT });
    expect(response.headers.has('x-litellm-response-cost')).toBe(false);
    expect(await host.onlyEvent()).toMatchObject({
      cost: null,
      priceSource: null,
      usage: { inputTokens: 12 },
    });
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
    };
  });

  it('keeps the gateway’s own members from the upstream', async () => {
    const own = {
      metadata: { tags: ['a'] },
      tags: ['b'],
      num_retries: 1,
      timeout: 3,
      cache: { ttl: 1 },
      fallbacks: [],
    };
    await host.chat({ model: 'quick', messages: PROMPT, temperature: 0.5, ...own });
    expect(upstream.received[0]?.json).toEqual({ model: 'gpt-up', messages: PROMPT, temperature: 0.5 });
    expect((await host.onlyEvent()).tags).toEqual(['b']);
  });

  it('merges extra_body, but lets nobody change the model by it', async () => {
    await host.chat({
      model: 'quick',
      messages: PROMPT,
      extra_body: { top_k: 5, model: 'dear', stream: true },
    });
    expect(upstream.received[0]?.json).toEqual({ model: 'gpt-up', messages: PROMPT, top_k: 5 });
  });

  it('carries the client’s own call id, when it is a harmless one', async () => {
    const good = await host.chat(
      { model: 'quick', messages: PROMPT },
      { headers: { 'x-litellm-call-id': 'my-id' } },
    );
    expect(good.headers.get('x-litellm-call-id')).toBe('my-id');
    const bad = await host.chat(
      { model: 'quick', messages: PROMPT },
      { headers: { 'x-litellm-call-id': 'a b\u00e9' } },
    );
    expect(bad.headers.get('x-litellm-call-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is not given when the journal cannot be written', async () => {
    host.journalError = new Error('disk full');
    const response = await host.chat({ model: 'quick', messages: PROMPT });
    host.journalError = null;
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('disk full');
  });
});

describe('paths of chat', () => {
  it.each([
    '/v1/chat/completions',
    '/chat/completions',
    '/chat/completions/',
    '/cursor/chat/completions',
    '/queue/chat/completions',
    '/engines/quick/chat/completions',
    '/v1/engines/quick/chat/completions',
    '/openai/deployments/quick/chat/completions?api-version=2024-06-01',
  ])('%s', async (path) => {
    const response = await host.chat({ model: 'quick', messages: PROMPT }, { path });
    expect(response.status).toBe(200);
  });

  it('takes the model from the path, slashes and all, over the body’s', async () => {
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('team/quick', { target: { baseUrl: upstream.url } })]),
    };
    const path = '/openai/deployments/team/quick/chat/completions';
    const response = await host.chat({ messages: PROMPT, model: 'other' }, { path });
    expect(await response.json()).toMatchObject({ model: 'team/quick' });
    expect((await host.onlyEvent()).askedModel).toBe('team/quick');
    host.settings = {
      ...host.settings,
      table: routingTable([deployment('quick', { target: { baseUrl: upstream.url } })]),
    };
  });

  it('exist under the root path as well', async () => {
    host.settings = { ...host.settings, rootPath: '/llm' };
    const response = await host.chat(
      { model: 'quick', messages: PROMPT },
      { path: '/llm/v1/chat/completions' },
    );
    host.settings = { ...host.settings, rootPath: '' };
    expect(response.status).toBe(200);
  });

  it('take POST only', async () => {
    const response = await fetch(`${host.url}/v1/chat/completions`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ error: { code: '405' } });
  });

  it('leave everything else to the management API', async () => {
    for (const path of [
      '/',
      '/ui',
      '/key/info',
      '/health/liveliness',
      '/v1/model/info',
      '/metrics',
      '/spend/logs',
    ])
      expect((await fetch(host.url + path)).status).toBe(404);
  });
});

describe('who may call', () => {
  it.each<[string, Record<string, string>]>([
    ['x-litellm-api-key', { 'x-litellm-api-key': KEY }],
    ['x-litellm-api-key with a scheme', { 'x-litellm-api-key': `Bearer ${KEY}` }],
    ['api-key', { 'api-key': KEY }],
    ['x-api-key', { 'x-api-key': KEY }],
    ['x-goog-api-key', { 'x-goog-api-key': KEY }],
    ['Ocp-Apim-Subscription-Key', { 'Ocp-Apim-Subscription-Key': KEY }],
    ['Authorization: Basic', { authorization: `Basic ${KEY}` }],
    ['the master key', { authorization: `Bearer ${MASTER_KEY}` }],
  ])('a key in %s', async (_, headers) => {
    const response = await fetch(`${host.url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model: 'quick', messages: PROMPT }),
    });
    expect(response.status).toBe(200);
  });

  const refusals: [string, Record<string, string>, string, string][] = [
    ['no key', {}, 'auth_error', 'Authentication Error, No api key passed in.'],
    ['no scheme', { authorization: KEY }, 'auth_error', 'Malformed API Key passed in'],
    ['a foreign key', { authorization: 'Bearer abc' }, 'auth_error', "expected to start with 'sk-'"],
    [
      'an unknown key',
      { authorization: 'Bearer sk-unknown-0000' },
      'token_not_found_in_db',
      'Unable to find token in cache or',
    ],
  ];
  it.each(refusals)('not %s', async (_, headers, type, fragment) => {
    const response = await fetch(`${host.url}/v1/chat/completions`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model: 'quick', messages: PROMPT }),
    });
    expect(response.status).toBe(401);
    const { error } = (await response.json()) as { error: Record<string, string> };
    expect(error).toMatchObject({ type, code: '401' });
    expect(error['message']).toContain(fragment);
    expect(upstream.received).toHaveLength(0);
    expect(host.events).toHaveLength(0);
  });

  it('a key that is not in memory is loaded', async () => {
    host.lookup = { state: 'found', key: keyContext({ hash: 'other' }) };
    const loaded = await host.chat(
      { model: 'quick', messages: PROMPT },
      { headers: { authorization: 'Bearer sk-new-key' } },
    );
    host.lookup = { state: 'unavailable' };
    const away = await host.chat(
      { model: 'quick', messages: PROMPT },
      { headers: { authorization: 'Bearer sk-new-key' } },
    );
    host.lookup = { state: 'unknown' };
    expect([loaded.status, away.status]).toEqual([200, 503]);
  });

  const barred: [string, Partial<ReturnType<typeof keyContext>>, number, string, string][] = [
    ['a blocked key', { blocked: true }, 401, 'auth_error', 'Key is blocked'],
    ['an expired key', { expiresAt: 1_000 }, 401, 'expired_key', 'Expired Key'],
    [
      'a key of other models',
      { models: ['dear', 'gpt-*'] },
      403,
      'key_model_access_denied',
      'is not available for this API key',
    ],
    [
      'a key of other routes',
      { allowedRoutes: ['management_routes'] },
      403,
      'auth_error',
      'Virtual key is not allowed to call this route',
    ],
  ];
  it.each(barred)('not %s, which leaves an event all the same', async (_, over, status, type, fragment) => {
    host.key = keyContext(over);
    const response = await host.chat({ model: 'quick', messages: PROMPT });
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: Record<string, string> };
    expect(error['type']).toBe(type);
    expect(error['message']).toContain(fragment);
    expect(upstream.received).toHaveLength(0);
    expect(await host.onlyEvent()).toMatchObject({
      status: 'failure',
      httpStatus: status,
      usage: null,
      cost: 0n,
    });
  });

  it.each([
    ['the name', { models: ['quick'] }],
    ['a wildcard', { models: ['qu*'] }],
    ['all', { models: ['all-proxy-models'] }],
    ['a route group', { allowedRoutes: ['llm_api_routes'] }],
    ['the route', { allowedRoutes: ['/chat/completions'] }],
  ])('a key that was given %s', async (_, over) => {
    host.key = keyContext(over);
    expect((await host.chat({ model: 'quick', messages: PROMPT })).status).toBe(200);
  });

  it('a key by its own alias of a model', async () => {
    host.key = keyContext({ models: ['quick'], aliases: { mine: 'quick' } });
    const response = await host.chat({ model: 'mine', messages: PROMPT });
    expect(await response.json()).toMatchObject({ model: 'mine' });
    expect(await host.onlyEvent()).toMatchObject({ askedModel: 'mine', modelGroup: 'quick' });
  });
});
