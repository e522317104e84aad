import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dataOf, deployment, GatewayHost, PROMPT, routingTable } from '../testing/gateway-host.js';

const TEXT = 'Hello from the gateway.';
let host: GatewayHost;

beforeAll(async () => {
  host = await new GatewayHost(routingTable([deployment('demo', { mockResponse: TEXT })])).start();
});
afterAll(() => host.stop());
beforeEach(() => {
  host.events.length = 0;
});

const ask = (over: Record<string, unknown> = {}) => host.chat({ model: 'demo', messages: PROMPT, ...over });

describe('a model the gateway answers itself', () => {
  it('answers whole, with usage and a cost', async () => {
    const response = await ask();
    const body = (await response.json()) as { usage: Record<string, number> };
    expect(body).toMatchObject({
      object: 'chat.completion',
      model: 'demo',
      choices: [{ index: 0, message: { role: 'assistant', content: TEXT }, finish_reason: 'stop' }],
    });
    expect(body.usage['completion_tokens']).toBeGreaterThan(0);
    expect(body.usage['total_tokens']).toBe(
      (body.usage['prompt_tokens'] ?? 0) + (body.usage['completion_tokens'] ?? 0),
    );
    expect(await host.onlyEvent()).toMatchObject({
      status: 'success',
      usageEstimated: false,
      usage: { inputTokens: body.usage['prompt_tokens'], outputTokens: body.usage['completion_tokens'] },
    });
  });

  it('streams in pieces, with usage for those who ask', async () => {
    const data = dataOf(await (await ask({ stream: true, stream_options: { include_usage: true } })).text());
    const chunks = data.filter((one) => one !== '[DONE]');
    const said = chunks.map(
      ({ choices }) => (choices as { delta: { content?: string } }[])[0]?.delta.content ?? '',
    );
    expect(said.join('')).toBe(TEXT);
    expect(said.filter((piece) => piece !== '').length).toBeGreaterThan(2);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: expect.any(Number) } });
    expect(data.at(-1)).toBe('[DONE]');
    expect(await host.onlyEvent()).toMatchObject({ status: 'success', stream: true });
  });
});

describe('mock_response of a client', () => {
  it('is dropped unless the operator allows it', async () => {
    expect(await (await ask({ mock_response: 'mine' })).json()).toMatchObject({
      choices: [{ message: { content: TEXT } }],
    });
  });

  it('is answered where it is allowed, and can stand for a failure', async () => {
    host.settings = { ...host.settings, allowClientMockResponse: true };
    expect(await (await ask({ mock_response: 'mine' })).json()).toMatchObject({
      choices: [{ message: { content: 'mine' } }],
    });
    expect((await ask({ mock_response: 'litellm.RateLimitError' })).status).toBe(429);
    const window = await ask({ mock_response: 'litellm.ContextWindowExceededError', stream: true });
    expect(window.status).toBe(400);
    expect(await window.json()).toMatchObject({ error: { code: 'context_length_exceeded' } });
    expect((await ask({ mock_response: 'litellm.InternalServerError' })).status).toBe(500);
    expect((await ask({ mock_response: 'Exception: content_filter_policy' })).status).toBe(400);
    host.settings = { ...host.settings, allowClientMockResponse: false };
    expect(host.events).toHaveLength(5);
  });
});
