import { Mistral } from '@mistralai/mistralai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;
let client: Mistral;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  const serverURL = fakes.baseUrl('mistral').replace(/\/v1$/, '');
  client = new Mistral({ serverURL, apiKey: 'test', retryConfig: { strategy: 'none' } });
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

const model = 'mistral-small-latest';
const weather = {
  type: 'function' as const,
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};

describe('the fake Mistral, driven by @mistralai/mistralai', () => {
  it('echoes the last user turn and counts tokens', async () => {
    const reply = await client.chat.complete({
      model,
      messages: [{ role: 'user', content: 'twelve bytes' }],
    });
    expect(reply.choices[0]).toMatchObject({ finishReason: 'stop', message: { content: 'twelve bytes' } });
    // A start 1, a message 4, its 12 bytes 3.
    expect(reply.usage).toMatchObject({ promptTokens: 8, completionTokens: 3 });
  });

  it('streams text and usage without being asked', async () => {
    const stream = await client.chat.stream({
      model,
      messages: [{ role: 'user', content: 'one two 北🌍é' }],
    });
    let text = '';
    let usage;
    for await (const { data } of stream) {
      const { content } = data.choices[0]!.delta;
      if (typeof content === 'string') text += content;
      usage = data.usage ?? usage;
    }
    expect(text).toBe('one two 北🌍é');
    expect(usage).toMatchObject({ completionTokens: 5 });
  });

  it('thinks in blocks when asked to', async () => {
    const reply = await client.chat.complete({
      model,
      reasoningEffort: 'high',
      messages: [{ role: 'user', content: 'hi' }],
    });
    expect(reply.choices[0]?.message?.content).toEqual([
      { type: 'thinking', thinking: [{ type: 'text', text: 'The user said: hi' }] },
      { type: 'text', text: 'hi' },
    ]);
  });

  it('calls tools in parallel with ids of nine letters, and takes the results', async () => {
    const content = 'use tool weather with {"city":"Oslo"} and use tool weather with {"city":"Rome"}';
    const first = await client.chat.complete({
      model,
      tools: [weather],
      messages: [{ role: 'user', content }],
    });
    const message = first.choices[0]!.message!;
    expect(message.toolCalls?.map((call) => call.function.arguments)).toEqual([
      '{"city":"Oslo"}',
      '{"city":"Rome"}',
    ]);
    const results = message.toolCalls!.map(({ id }) => ({
      role: 'tool' as const,
      toolCallId: id,
      content: '4',
    }));
    const second = await client.chat.complete({
      model,
      tools: [weather],
      messages: [{ role: 'user', content }, { role: 'assistant', ...message }, ...results],
    });
    expect(second.choices[0]?.message?.content).toBe('Tool results: 4; 4');
  });

  it('answers by a schema, and obeys any', async () => {
    const json = await client.chat.complete({
      model,
      responseFormat: {
        type: 'json_schema',
        jsonSchema: {
          name: 'a',
          schemaDefinition: { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
        },
      },
      messages: [{ role: 'user', content: 'x' }],
    });
    expect(JSON.parse(json.choices[0]?.message?.content as string)).toHaveProperty('a');
    const forced = await client.chat.complete({
      model,
      tools: [weather],
      toolChoice: 'any',
      messages: [{ role: 'user', content: 'x' }],
    });
    expect(forced.choices[0]?.message?.toolCalls?.[0]?.function.name).toBe('weather');
  });

  const post = (body: object) =>
    fetch(`${fakes.baseUrl('mistral')}/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer test', 'content-type': 'application/json' },
      body: JSON.stringify({ model, ...body }),
    });
  const user = { role: 'user', content: 'x' };

  it.each([
    ['an unknown member', { messages: [user], stream_options: {} }, 422, 'extra_forbidden'],
    ['a name of a user', { messages: [{ ...user, name: 'a' }] }, 422, 'extra_forbidden'],
    [
      'a blank assistant turn',
      { messages: [user, { role: 'assistant', content: '' }, user] },
      400,
      'not none',
    ],
    [
      'an assistant turn at the end',
      { messages: [user, { role: 'assistant', content: 'a' }] },
      400,
      'last role',
    ],
    [
      'a long id',
      {
        messages: [
          user,
          {
            role: 'assistant',
            tool_calls: [{ id: 'call_1234567890', function: { name: 'f', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: 'call_1234567890', content: '1' },
        ],
      },
      400,
      'length of 9',
    ],
  ])('refuses %s', async (_, body, status, words) => {
    const reply = await post(body);
    expect(reply.status).toBe(status);
    expect(await reply.text()).toContain(words);
  });

  it('fails as Mistral does', async () => {
    fakes.queue({ provider: 'mistral' }, { faults: [{ kind: 'status', status: 429 }] });
    const failed = client.chat.complete({ model, messages: [{ role: 'user', content: 'x' }] });
    await expect(failed).rejects.toMatchObject({ statusCode: 429, body: expect.stringContaining('1300') });
    const nobody = new Mistral({ serverURL: fakes.baseUrl('mistral').replace(/\/v1$/, ''), apiKey: '' });
    await expect(
      nobody.chat.complete({ model, messages: [{ role: 'user', content: 'x' }] }),
    ).rejects.toMatchObject({ statusCode: 401 });
  });
});
