import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deployment, GatewayHost, KEY, keyContext, PROMPT, routingTable } from '../testing/gateway-host.js';

let host: GatewayHost;

beforeAll(async () => {
  const table = routingTable([deployment('quick', { accessGroups: ['cheap'] }), deployment('dear')], {
    aliases: new Map([
      ['alias', { group: 'quick', hidden: false }],
      ['secret', { group: 'quick', hidden: true }],
    ]),
    wildcards: [{ pattern: 'openai/*', deployments: [deployment('openai/*')] }],
  });
  host = await new GatewayHost(table).start();
});
afterAll(() => host.stop());
beforeEach(() => {
  host.key = keyContext();
  host.events.length = 0;
});

const get = (path: string, init: RequestInit = {}) =>
  fetch(host.url + path, { headers: { authorization: `Bearer ${KEY}` }, ...init });
const idsOf = async (path: string) =>
  ((await (await get(path)).json()) as { data: { id: string }[] }).data.map(({ id }) => id);

describe('the list of models', () => {
  it('is OpenAI’s, with the constants clients know', async () => {
    expect(await (await get('/v1/models')).json()).toEqual({
      object: 'list',
      data: ['quick', 'dear', 'alias', 'openai/*'].map((id) => ({
        id,
        object: 'model',
        created: 1677610602,
        owned_by: 'openai',
      })),
    });
  });

  it.each([
    [['quick'], ['quick', 'alias']],
    [['cheap'], ['quick', 'alias']],
    [['alias'], ['alias']],
    [['d*'], ['dear']],
    [['openai/gpt-4o'], ['openai/gpt-4o']],
    [['*'], ['quick', 'dear', 'alias', 'openai/*']],
  ])('of a key with %j holds only %j', async (models, ids) => {
    host.key = keyContext({ models });
    expect(await idsOf('/models')).toEqual(ids);
  });

  it('tells of one model, and of none the key may not use', async () => {
    expect(await (await get('/v1/models/quick')).json()).toMatchObject({ id: 'quick', object: 'model' });
    expect(await (await get('/models/openai/gpt-4o')).json()).toMatchObject({ id: 'openai/gpt-4o' });
    host.key = keyContext({ models: ['quick'] });
    const [denied, unknown] = [await get('/v1/models/dear'), await get('/v1/models/nobody')];
    expect([denied.status, unknown.status]).toEqual([404, 404]);
    expect(await denied.json()).toEqual(await unknown.json());
  });

  it('needs a key and takes GET only', async () => {
    expect((await fetch(`${host.url}/v1/models`)).status).toBe(401);
    expect((await get('/v1/models', { method: 'POST' })).status).toBe(405);
  });
});

describe('GET /utils/supported_openai_params', () => {
  const params = async (query: string) => {
    const response = await get(`/utils/supported_openai_params${query}`);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('tells what a model of the table takes, and what one of a provider would', async () => {
    const { status, body } = await params('?model=quick');
    expect(status).toBe(200);
    expect(body['supported_openai_params']).toEqual(
      expect.arrayContaining(['temperature', 'tools', 'seed', 'logit_bias', 'stream']),
    );
    const claude = await params('?model=anthropic%2Fclaude-sonnet-4-5');
    expect(claude.body['supported_openai_params']).toEqual(expect.arrayContaining(['temperature', 'tools']));
    expect(claude.body['supported_openai_params']).not.toContain('logit_bias');
  });

  it.each(['', '?model=', '?model=nobody', `?model=${'m'.repeat(300)}`])(
    'refuses %s by the parameter’s name',
    async (query) => {
      expect(await params(query)).toMatchObject({ status: 400, body: { error: { param: 'model' } } });
    },
  );
});

describe('what is not built yet', () => {
  it.each([
    '/v1/responses',
    '/responses/resp_1',
    '/v1/messages/batches',
    '/v1beta/models/gemini-pro:generateContent',
    '/models/gemini-pro:streamGenerateContent',
    '/v1/files/file-1/content',
    '/anthropic/v1/messages',
    '/mcp',
  ])('%s says so with 501 in the OpenAI shape, to those who have a key', async (path) => {
    const response = await get(path, { method: 'POST', body: '{}' });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({ error: { type: 'not_implemented_error', code: '501' } });
    expect((await fetch(host.url + path, { method: 'POST', body: '{}' })).status).toBe(401);
  });
});

describe('scripts of other origins', () => {
  it('may ask before they send', async () => {
    const response = await fetch(`${host.url}/v1/chat/completions`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://app.example',
        'access-control-request-headers': 'authorization, x-litellm-tags',
      },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-headers')).toBe('authorization, x-litellm-tags');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  });

  it('are served when their origin is allowed, and see errors, too', async () => {
    host.settings = { ...host.settings, corsOrigins: ['https://app.example'] };
    const from = (origin: string) => fetch(`${host.url}/v1/models`, { headers: { origin } });
    const good = await from('https://app.example');
    expect(good.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(good.headers.get('vary')).toBe('Origin');
    expect((await from('https://evil.example')).headers.has('access-control-allow-origin')).toBe(false);
    host.settings = { ...host.settings, corsOrigins: ['*'] };
  });
});

describe('a drained gateway', () => {
  it('has waited for what was in flight', async () => {
    const demo = deployment('demo', { mockResponse: 'a b c d e f' });
    const other = await new GatewayHost(routingTable([demo])).start();
    const response = await other.chat({ model: 'demo', messages: PROMPT, stream: true });
    expect(other.gateway.inFlight).toBe(1);
    const [, text] = await Promise.all([other.gateway.drain(), response.text()]);
    expect(text).toContain('[DONE]');
    expect(other.gateway.inFlight).toBe(0);
    await other.stop();
  });
});
