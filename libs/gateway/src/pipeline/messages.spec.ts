import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { findProvider } from '@tollgate/llm';
import { FakeProviders } from '@tollgate/testing';
import { deployment, GatewayHost, KEY, routingTable } from '../testing/gateway-host.js';

/** The one that speaks the Messages API itself, and two that have to be translated for. */
const UPSTREAMS = [
  ['anthropic', 'claude-sonnet-4-20250514', 'sk-ant-of-the-deployment'],
  ['openai', 'gpt-4o-mini', 'sk-of-the-deployment'],
  ['gemini', 'gemini-2.5-flash', 'AIzaOfTheDeployment'],
] as const;
type Upstream = (typeof UPSTREAMS)[number][0];

let fakes: FakeProviders;
let host: GatewayHost;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  const deployments = UPSTREAMS.map(([id, model, apiKey]) => {
    const provider = findProvider(id);
    if (!provider) throw new Error(`no provider ${id}`);
    return deployment(`team/${id}`, {
      provider,
      target: { baseUrl: fakes.baseUrl(id), model, apiKey },
    });
  });
  host = await new GatewayHost(routingTable(deployments)).start();
});
afterEach(() => {
  fakes.reset();
  host.events.length = 0;
});
afterAll(async () => {
  await host.stop();
  await fakes.close();
});

const HI = [{ role: 'user', content: 'hi 北🌍é' }];

function post(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return host.chat(body, { path: '/v1/messages', headers });
}
const ask = (id: Upstream, body: object = {}, headers: Record<string, string> = {}) =>
  post({ model: `team/${id}`, max_tokens: 50, messages: HI, ...body }, headers);

/** The events of a stream: their names, and their data. */
async function eventsOf(response: Response): Promise<[string, Record<string, unknown>][]> {
  const blocks = (await response.text()).split('\n\n').filter((block) => block.trim() !== '');
  return blocks.map((block) => {
    const [event = '', data = ''] = block.split('\n');
    return [event.replace('event: ', ''), JSON.parse(data.replace('data: ', '')) as Record<string, unknown>];
  });
}

describe.each(UPSTREAMS.map(([id]) => id))('a message to %s', (id) => {
  it('is answered whole, under the public name of the model', async () => {
    const response = await ask(id);
    expect(response.status).toBe(200);
    expect(response.headers.get('request-id')).toBe(response.headers.get('x-litellm-call-id'));
    expect(await response.json()).toMatchObject({
      ...{ type: 'message', role: 'assistant', model: `team/${id}`, stop_reason: 'end_turn' },
      content: [{ type: 'text', text: 'hi 北🌍é' }],
      usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
    });
    expect((await host.onlyEvent()).callType).toBe('anthropic_messages');
  });

  it('is streamed as the events of the Messages API, each named as its type, and counts the same', async () => {
    await ask(id);
    const whole = await host.onlyEvent();
    host.events.length = 0;
    const events = await eventsOf(await ask(id, { stream: true }));
    for (const [name, data] of events) expect(data['type']).toBe(name);
    const names = events.map(([name]) => name).filter((name) => name !== 'ping');
    expect([...new Set(names)]).toEqual([
      ...['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop'],
      ...['message_delta', 'message_stop'],
    ]);
    expect(events[0]?.[1]).toMatchObject({ message: { model: `team/${id}`, content: [] } });
    const text = events.map(([, { delta }]) => (delta as { text?: string } | undefined)?.text ?? '').join('');
    expect(text).toBe('hi 北🌍é');
    expect((await host.onlyEvent()).usage).toEqual(whole.usage);
  });

  it('ends a broken stream with an error event, and never a second message', async () => {
    fakes.queue({ provider: id }, { faults: [{ kind: 'cut', afterEvents: 4, how: 'reset' }] });
    const events = await eventsOf(
      await ask(id, { stream: true, messages: [{ role: 'user', content: LONG }] }),
    );
    expect(events.filter(([name]) => name === 'message_start')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject(['error', { type: 'error', error: { type: 'api_error' } }]);
    expect(events.map(([name]) => name)).not.toContain('message_stop');
  });

  it('names the customer by metadata.user_id', async () => {
    await ask(id, { metadata: { user_id: 'customer-7' } });
    expect((await host.onlyEvent()).endUserId).toBe('customer-7');
  });
});

const LONG = 'word '.repeat(40);

describe('what the client sends to Claude', () => {
  it('arrives as it was written, save for the model', async () => {
    const system = [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }];
    await ask('anthropic', { system, top_k: 3, metadata: { user_id: 'u' } });
    expect(fakes.calls.last().body).toEqual({
      ...{ model: 'claude-sonnet-4-20250514', max_tokens: 50, messages: HI, system, top_k: 3 },
      metadata: { user_id: 'u' },
    });
  });

  it('has the betas it asked for, on the way to Anthropic only', async () => {
    const betas = { 'anthropic-beta': 'context-1m-2025-08-07' };
    await ask('anthropic', {}, betas);
    expect(fakes.calls.last().headers['anthropic-beta']).toContain('context-1m-2025-08-07');
    await ask('openai', {}, betas);
    expect(fakes.calls.last().headers).not.toHaveProperty('anthropic-beta');
  });

  it('is signed by the key of the deployment, never by that of the client', async () => {
    await ask('anthropic', {}, { 'x-api-key': KEY });
    const { headers } = fakes.calls.last();
    expect(headers['x-api-key']).toBe('sk-ant-of-the-deployment');
    expect(JSON.stringify(headers)).not.toContain(KEY);
  });
});

describe('a bad message', () => {
  it.each([
    ['max_tokens', { max_tokens: undefined }],
    ['messages', { messages: undefined }],
    ['messages', { messages: [] }],
    ['messages', { messages: 'hi' }],
    ['model', { model: 7 }],
    ['stream', { stream: 'yes' }],
  ])('is refused with 400 in Anthropic’s own shape that names %s: %j', async (field, over) => {
    const response = await ask('openai', over);
    expect(response.status).toBe(400);
    const body = (await response.json()) as { error: { message: string } };
    expect(body).toMatchObject({
      ...{ type: 'error', error: { type: 'invalid_request_error' } },
      request_id: response.headers.get('x-litellm-call-id'),
    });
    expect(body.error.message).toContain(field);
  });

  it.each([
    [401, 'authentication_error', { authorization: 'Bearer sk-stranger' }, {}],
    [400, 'invalid_request_error', {}, { model: 'nobody' }],
  ])('has status %i and type %s', async (status, type, headers, body) => {
    const response = await ask('openai', body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ type: 'error', error: { type } });
  });

  it('has the upstream’s refusal in the same shape, whoever the upstream is', async () => {
    fakes.queue({ provider: 'gemini' }, { faults: [{ kind: 'status', status: 429 }] });
    const response = await ask('gemini');
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } });
  });

  it('by GET says which method would be right, in the same shape', async () => {
    const response = await fetch(`${host.url}/v1/messages`, { headers: { 'x-api-key': KEY } });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
  });
});

describe('POST /v1/messages/count_tokens', () => {
  const count = (body: object) => host.chat(body, { path: '/v1/messages/count_tokens' });

  it('needs no max_tokens, calls nobody and costs nothing', async () => {
    const response = await count({ model: 'team/gemini', messages: HI });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ input_tokens: expect.any(Number) });
    expect(fakes.calls.list()).toHaveLength(0);
    expect(host.events).toHaveLength(0);
  });

  it('refuses what a message could not be, by name', async () => {
    const response = await count({ model: 'team/gemini', messages: [{ role: 'robot', content: 'x' }] });
    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toContain('messages[0].role');
  });
});

it('figures that Claude Code sends about its use are taken, and not kept', async () => {
  const response = await host.chat({ events: [] }, { path: '/api/event_logging/batch' });
  expect(response.status).toBe(200);
});
