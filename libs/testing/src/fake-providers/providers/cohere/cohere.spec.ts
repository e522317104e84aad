import { CohereClientV2 } from 'cohere-ai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;
let client: CohereClientV2;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  client = new CohereClientV2({ environment: fakes.baseUrl('cohere'), token: 'co-test' });
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

const model = 'command-a-plus-05-2026';
const ask = (content: string) => [{ role: 'user' as const, content }];
const weather = {
  type: 'function' as const,
  function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const CALLS = 'use tool weather with {"city":"Oslo"} and use tool weather with {"city":"北🌍é"}';

describe('the fake Cohere, driven by cohere-ai', () => {
  it('echoes the last user turn; what is billed is less than what is counted', async () => {
    const reply = await client.chat({ model, messages: ask('twelve bytes') });
    expect(reply.message.content).toEqual([{ type: 'text', text: 'twelve bytes' }]);
    expect(reply.finishReason).toBe('COMPLETE');
    expect(reply.usage?.billedUnits).toMatchObject({ inputTokens: 3, outputTokens: 3 });
    expect(reply.usage?.tokens?.inputTokens).toBe(503);
  });

  it('streams its events: thinking, text, end with usage', async () => {
    const stream = await client.chatStream({
      model,
      thinking: { type: 'enabled' },
      messages: ask('one two'),
    });
    const types: string[] = [];
    let [text, thinking] = ['', ''];
    for await (const event of stream) {
      types.push(event.type);
      if (event.type !== 'content-delta') continue;
      text += event.delta?.message?.content?.text ?? '';
      thinking += event.delta?.message?.content?.thinking ?? '';
    }
    expect([types[0], types.at(-1)]).toEqual(['message-start', 'message-end']);
    expect({ text, thinking }).toEqual({ text: 'one two', thinking: 'The user said: one two' });
  });

  it('plans and calls tools in parallel, streamed as whole, and takes the results', async () => {
    const first = await client.chat({ model, tools: [weather], messages: ask(CALLS) });
    const args = first.message.toolCalls?.map((call) => call.function?.arguments);
    expect(args).toEqual(['{"city":"Oslo"}', '{"city":"北🌍é"}']);
    expect(first.message.toolPlan).toBe('I will use weather and weather.');
    const stream = await client.chatStream({ model, tools: [weather], messages: ask(CALLS) });
    const streamed: string[] = [];
    for await (const event of stream) {
      if (event.type === 'tool-call-start') streamed.push('');
      if (event.type === 'tool-call-delta')
        streamed[event.index!] += event.delta?.message?.toolCalls?.function?.arguments ?? '';
    }
    expect(streamed).toEqual(args);
    const results = first.message.toolCalls!.map(({ id }) => ({
      role: 'tool' as const,
      toolCallId: id,
      content: '4',
    }));
    const second = await client.chat({
      model,
      tools: [weather],
      messages: [
        ...ask(CALLS),
        { role: 'assistant', toolCalls: first.message.toolCalls!, toolPlan: first.message.toolPlan! },
        ...results,
      ],
    });
    expect(second.message.content).toEqual([{ type: 'text', text: 'Tool results: 4; 4' }]);
  });

  it('answers by a schema, stops at a stop sequence and at max_tokens', async () => {
    const jsonSchema = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    const json = await client.chat({
      model,
      responseFormat: { type: 'json_object', jsonSchema },
      messages: ask('x'),
    });
    expect(JSON.parse((json.message.content?.[0] as { text: string }).text)).toHaveProperty('a');
    const stopped = await client.chat({ model, stopSequences: [' three'], messages: ask('one two three') });
    expect(stopped).toMatchObject({
      finishReason: 'STOP_SEQUENCE',
      message: { content: [{ text: 'one two' }] },
    });
    const short = await client.chat({ model, maxTokens: 2, messages: ask('one two three') });
    expect(short.finishReason).toBe('MAX_TOKENS');
  });

  it('sees images', async () => {
    const imageUrl = { url: 'data:image/png;base64,iVBORw0KGgo=' };
    const reply = await client.chat({
      model,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', imageUrl },
            { type: 'text', text: 'hi' },
          ],
        },
      ],
    });
    expect(reply.message.content).toEqual([{ type: 'text', text: 'I see 1 image. hi' }]);
  });

  const post = (body: object) =>
    fetch(`${fakes.baseUrl('cohere')}/v2/chat`, {
      method: 'POST',
      headers: { authorization: 'Bearer k', 'content-type': 'application/json' },
      body: JSON.stringify({ model, ...body }),
    });
  const user = { role: 'user', content: 'x' };

  it.each([
    ['an unknown member', { messages: [user], n: 2 }, 422, "'n' is not a valid field"],
    ['p of 1', { messages: [user], p: 1 }, 400, 'out of range'],
    ['a blank turn', { messages: [{ role: 'user', content: '' }] }, 400, 'at least 1 token'],
    [
      'an assistant turn at the end',
      { messages: [user, { role: 'assistant', content: 'a' }] },
      400,
      'last message',
    ],
    ['a choice without tools', { messages: [user], tool_choice: 'REQUIRED' }, 400, 'no tools'],
    ['another house’s model', { messages: [user], model: 'gpt-4o' }, 404, 'not found'],
  ])('refuses %s', async (_, body, status, words) => {
    const reply = await post(body);
    expect(reply.status).toBe(status);
    expect(await reply.text()).toContain(words);
  });

  it('fails as Cohere does: before, and at the end of a stream', async () => {
    fakes.queue(
      { provider: 'cohere' },
      { faults: [{ kind: 'status', status: 429 }] },
      { faults: [{ kind: 'error-event', afterEvents: 3 }] },
    );
    const refused = client.chat({ model, messages: ask('x') }, { maxRetries: 0 });
    await expect(refused).rejects.toMatchObject({ statusCode: 429 });
    let end;
    for await (const event of await client.chatStream({ model, messages: ask('one two') })) end = event;
    expect(end).toMatchObject({ type: 'message-end', delta: { finishReason: 'ERROR' } });
  });
});
