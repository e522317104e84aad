import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findProvider } from '@tollgate/llm';
import { FakeProviders } from '@tollgate/testing';
import { dataOf, deployment, GatewayHost, routingTable } from '../testing/gateway-host.js';

/** Upstreams with a wire format of their own, and a model the fake of each serves. */
const UPSTREAMS = [
  ['mistral', 'mistral-medium-latest'],
  ['cohere', 'command-a-plus-05-2026'],
  ['ollama', 'qwen3:8b'],
] as const;

let fakes: FakeProviders;
let host: GatewayHost;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  const deployments = UPSTREAMS.map(([id, model]) => {
    const provider = findProvider(id);
    if (!provider) throw new Error(`no provider ${id}`);
    return deployment(`team/${id}`, {
      provider,
      target: { baseUrl: fakes.baseUrl(id), model, apiKey: 'key' },
    });
  });
  host = await new GatewayHost(routingTable(deployments)).start();
});
afterAll(async () => {
  await host.stop();
  await fakes.close();
});

const IMAGE = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const TOOL = {
  type: 'function',
  function: { name: 'temp', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const CALL = 'use tool temp with {"city":"Oslo"}';

interface Message {
  content: string | null;
  tool_calls?: { id: string; type: string; function: { name: string; arguments: string } }[];
}

describe.each(UPSTREAMS.map(([id]) => id))('the same chat on %s', (id) => {
  const post = (body: Record<string, unknown>) => host.chat({ model: `team/${id}`, ...body });
  const ask = async (body: Record<string, unknown>): Promise<{ message: Message; finish_reason: string }> => {
    const response = await post(body);
    const reply = (await response.json()) as { choices: { message: Message; finish_reason: string }[] };
    if (response.status !== 200) throw new Error(JSON.stringify(reply));
    return reply.choices[0]!;
  };

  it('answers text about an image, whole and streamed alike, and counts the same', async () => {
    host.events.length = 0;
    const body = { messages: [{ role: 'user', content: [{ type: 'text', text: 'hi 北🌍é' }, IMAGE] }] };
    const whole = await ask(body);
    expect(whole).toMatchObject({ message: { content: 'I see 1 image. hi 北🌍é' }, finish_reason: 'stop' });
    const chunks = dataOf(await (await post({ ...body, stream: true })).text());
    expect(chunks.at(-1)).toBe('[DONE]');
    const deltas = chunks.flatMap((chunk) =>
      chunk === '[DONE]' ? [] : (chunk['choices'] as { delta: { content?: string } }[]),
    );
    expect(deltas.map(({ delta }) => delta.content ?? '').join('')).toBe(whole.message.content);
    const [first, second] = host.events;
    expect(first?.usage?.outputTokens).toBeGreaterThan(0);
    expect(second?.usage).toEqual(first?.usage);
  });

  it('calls a tool and takes its result back', async () => {
    const first = await ask({ tools: [TOOL], messages: [{ role: 'user', content: CALL }] });
    expect(first.finish_reason).toBe('tool_calls');
    expect(first.message.tool_calls).toMatchObject([
      { type: 'function', function: { name: 'temp', arguments: '{"city":"Oslo"}' } },
    ]);
    const [call] = first.message.tool_calls!;
    const second = await ask({
      tools: [TOOL],
      messages: [
        { role: 'user', content: CALL },
        { ...first.message, role: 'assistant' },
        { role: 'tool', tool_call_id: call!.id, content: '4 degrees' },
      ],
    });
    expect(second.message.content).toBe('Tool results: 4 degrees');
  });

  it('takes back a history that another provider made', async () => {
    const foreign = { id: 'call_AbCdEfGhIjKlMnOpQrStUv', type: 'function' };
    const choice = await ask({
      tools: [TOOL],
      messages: [
        { role: 'user', content: CALL },
        {
          role: 'assistant',
          content: null,
          refusal: null,
          annotations: [],
          reasoning_content: 'Hm.',
          tool_calls: [{ ...foreign, function: { name: 'temp', arguments: '{"city":"Oslo"}' } }],
        },
        { role: 'tool', tool_call_id: foreign.id, content: '4' },
      ],
    });
    expect(choice.message.content).toBe('Tool results: 4');
  });

  it('answers by a schema', async () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    const { message } = await ask({
      messages: [{ role: 'user', content: 'x' }],
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema } },
    });
    expect(JSON.parse(message.content!)).toHaveProperty('a');
  });
});
