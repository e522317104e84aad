import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deployment, GatewayHost, keyContext, PROMPT, routingTable } from '../testing/gateway-host.js';
import { answerHello, TinyUpstream } from '../testing/tiny-upstream.js';

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
  host.key = keyContext();
});

const target = () => ({ baseUrl: upstream.url });
const fitness = { maxInputTokens: null, region: null, lacks: [] };
const ask = (over: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  host.chat({ model: 'P', messages: PROMPT, ...over }, { headers });
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: Record<string, unknown> }).error;

describe('enable_pre_call_checks', () => {
  it('refuses a prompt that no deployment has room for, without asking one; pictures count as such', async () => {
    const small = deployment('P', { fitness: { ...fitness, maxInputTokens: 50 }, target: target() });
    host.settings = { ...host.settings, table: routingTable([small], { preCallChecks: true }) };
    const long = await ask({ messages: [{ role: 'user', content: 'word '.repeat(200) }] });
    expect(long.status).toBe(400);
    expect(await errorOf(long)).toMatchObject({ code: 'context_length_exceeded', param: 'messages' });
    expect(upstream.received).toHaveLength(0);
    const url = `data:image/png;base64,${'A'.repeat(5_000)}`;
    const picture = [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }];
    expect((await ask({ messages: picture })).status).toBe(200);
  });

  it('keeps to the region the call names, and to what a deployment can do', async () => {
    const blind = deployment('P', {
      id: 'blind',
      fitness: { ...fitness, region: 'us-east-1', lacks: ['vision'] },
      target: target(),
    });
    const seeing = deployment('P', {
      id: 'seeing',
      fitness: { ...fitness, region: 'eu-west-1', lacks: ['function_calling'] },
      target: target(),
    });
    host.settings = { ...host.settings, table: routingTable([blind, seeing], { preCallChecks: true }) };
    const picture = [
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.test/a.png' } }] },
    ];
    const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];
    const idOf = async (body: Record<string, unknown>) => (await ask(body)).headers.get('x-litellm-model-id');
    expect(await idOf({ messages: picture })).toBe('seeing');
    expect(await idOf({ tools })).toBe('blind');
    expect(await idOf({ allowed_model_region: 'eu' })).toBe('seeing');
    expect(upstream.received.at(-1)?.json).not.toHaveProperty('allowed_model_region');
    expect(await errorOf(await ask({ allowed_model_region: 'ap' }))).toMatchObject({
      param: 'allowed_model_region',
    });
    expect(await errorOf(await ask({ allowed_model_region: 'eu', tools }))).toMatchObject({ code: '400' });
    expect(await errorOf(await ask({ allowed_model_region: 7 }))).toMatchObject({
      param: 'allowed_model_region',
    });
  });
});

describe('affinity', () => {
  const ids = Array.from({ length: 8 }, (_, i) => `place-${i}`);
  const placesOf = (calls: readonly [Record<string, unknown>, Record<string, string>][]) =>
    Promise.all(
      calls.map(async ([body, headers]) => (await ask(body, headers)).headers.get('x-litellm-model-id')),
    );
  const serve = (all: readonly ('session' | 'prompt-cache' | 'caller')[]) => {
    const deployments = ids.map((id) => deployment('P', { id, target: target() }));
    const table = routingTable(deployments, {
      strategy: 'least-busy',
      affinity: { all, ofGroup: new Map() },
    });
    host.settings = { ...host.settings, table };
  };

  it('keeps a session on its deployment, however it is named', async () => {
    serve(['session']);
    const header = { 'x-litellm-session-id': 'session-1' };
    const places = await placesOf([
      [{}, header],
      [{}, header],
      [{ litellm_session_id: 'session-1' }, {}],
      [{ metadata: { session_id: 'session-1' } }, {}],
    ]);
    expect(new Set(places).size).toBe(1);
  });

  it('keeps a prompt whose beginning is marked for caching where it is cached, and only such a one', async () => {
    serve(['prompt-cache']);
    const marked = (question: string) => ({
      messages: [
        {
          role: 'system',
          content: [{ type: 'text', text: 'rule '.repeat(1_000), cache_control: { type: 'ephemeral' } }],
        },
        { role: 'user', content: question },
      ],
    });
    const places = await placesOf(['one', 'two', 'three', 'four'].map((question) => [marked(question), {}]));
    expect(new Set(places).size).toBe(1);
    expect(new Set(await placesOf(ids.map(() => [{}, {}]))).size).toBeGreaterThan(1);
  });

  it('keeps a key on its deployment', async () => {
    serve(['caller']);
    expect(new Set(await placesOf(ids.map(() => [{}, {}]))).size).toBe(1);
  });
});
