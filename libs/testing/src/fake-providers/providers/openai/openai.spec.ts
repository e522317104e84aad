import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI, { AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from 'openai';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;
let client: OpenAI;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  client = new OpenAI({ baseURL: fakes.baseUrl('openai'), apiKey: 'sk-test', maxRetries: 0 });
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

const weather: OpenAI.ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

describe('the fake OpenAI, driven by the openai package', () => {
  it('echoes the last user turn and counts a token for four bytes', async () => {
    const reply = await client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [{ role: 'user', content: 'twelve bytes' }],
    });
    expect(reply.choices[0]?.message.content).toBe('twelve bytes');
    expect(reply.choices[0]?.finish_reason).toBe('stop');
    // 12 bytes are 3 tokens; a message costs 3 more and the reply's start 3.
    expect(reply.usage).toMatchObject({ prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 });
  });

  it('streams the same text, with the usage chunk last and only when asked for', async () => {
    const body = {
      model: 'gpt-4o-mini',
      messages: [{ role: 'user' as const, content: 'say 20 words' }],
      stream: true as const,
    };
    const withUsage = await collect(
      await client.chat.completions.create({ ...body, stream_options: { include_usage: true } }),
    );
    const words = Array.from({ length: 20 }, (_, place) => `word${place + 1}`).join(' ');
    expect(withUsage.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(words);
    expect(withUsage.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 9 } });
    expect(withUsage.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(withUsage.filter((chunk) => chunk.choices[0]?.delta.role === 'assistant')).toHaveLength(1);
    const without = await collect(await client.chat.completions.create(body));
    expect(without.some((chunk) => chunk.usage != null)).toBe(false);
  });

  it('calls offered tools in parallel, and takes their results in the next turn', async () => {
    const asked = 'use tool weather with {"city":"Oslo"} and use tool weather with {"city":"Rome"}';
    const final = await client.chat.completions
      .stream({ model: 'gpt-4o', messages: [{ role: 'user', content: asked }], tools: [weather] })
      .finalChatCompletion();
    const message = final.choices[0]?.message;
    expect(message?.tool_calls?.map((call) => call.type === 'function' && call.function.arguments)).toEqual([
      '{"city":"Oslo"}',
      '{"city":"Rome"}',
    ]);
    expect(final.choices[0]?.finish_reason).toBe('tool_calls');
    const [oslo, rome] = message?.tool_calls ?? [];
    const next = await client.chat.completions.create({
      model: 'gpt-4o',
      tools: [weather],
      messages: [
        { role: 'user', content: asked },
        { role: 'assistant', content: null, tool_calls: message?.tool_calls ?? [] },
        { role: 'tool', tool_call_id: oslo?.id ?? '', content: '4' },
        { role: 'tool', tool_call_id: rome?.id ?? '', content: '19' },
      ],
    });
    expect(next.choices[0]?.message.content).toBe('Tool results: 4; 19');
  });

  it('answers json_schema with a sample that fits, n choices, logprobs, stop and max_tokens', async () => {
    const base = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'one two three four' }] };
    const schema = {
      type: 'object',
      properties: { city: { type: 'string' }, degrees: { type: 'integer' } },
      required: ['city', 'degrees'],
      additionalProperties: false,
    };
    const json = await client.chat.completions.create({
      ...base,
      response_format: { type: 'json_schema', json_schema: { name: 'w', strict: true, schema } },
    });
    expect(JSON.parse(json.choices[0]?.message.content ?? '')).toEqual({ city: 'text', degrees: 1 });
    const three = await client.chat.completions.create({ ...base, n: 3, logprobs: true, top_logprobs: 2 });
    expect(three.choices).toHaveLength(3);
    expect(three.choices[2]?.logprobs?.content).toHaveLength(4);
    expect(three.choices[2]?.logprobs?.content?.[0]?.top_logprobs).toHaveLength(2);
    const stopped = await client.chat.completions.create({ ...base, stop: [' three'] });
    expect(stopped.choices[0]).toMatchObject({ finish_reason: 'stop', message: { content: 'one two' } });
    const short = await client.chat.completions.create({ ...base, max_tokens: 2 });
    expect(short.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'one two ' } });
  });

  it('sees images, makes embeddings that depend on the text alone, and lists models', async () => {
    const image = { type: 'image_url' as const, image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
    const seen = await client.chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'what?' }, image] }],
    });
    expect(seen.choices[0]?.message.content).toBe('I see 1 image. what?');
    const embed = (input: string) =>
      client.embeddings.create({ model: 'text-embedding-3-small', input, dimensions: 8 });
    const [one, same, other] = await Promise.all([embed('a'), embed('a'), embed('b')]);
    expect(one.data[0]?.embedding).toHaveLength(8);
    expect(one.data[0]?.embedding).toEqual(same.data[0]?.embedding);
    expect(one.data[0]?.embedding).not.toEqual(other.data[0]?.embedding);
    const models = await client.models.list();
    expect(models.data.map((model) => model.id)).toContain('gpt-4o-mini');
  });

  it('takes scripted behaviours in order, then goes back to its rules', async () => {
    fakes.queue(
      { provider: 'openai', model: 'gpt-4o' },
      { faults: [{ kind: 'status', status: 429, headers: { 'retry-after': '34' } }] },
      { answer: { text: 'scripted', usage: { inputTokens: 1000, cacheReadTokens: 900, outputTokens: 7 } } },
    );
    const ask = () =>
      client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] });
    const limited = await ask().catch((error: unknown) => error);
    expect(limited).toBeInstanceOf(RateLimitError);
    expect((limited as RateLimitError).headers?.get('retry-after')).toBe('34');
    const scripted = await ask();
    expect(scripted.choices[0]?.message.content).toBe('scripted');
    expect(scripted.usage?.prompt_tokens_details?.cached_tokens).toBe(900);
    expect((await ask()).choices[0]?.message.content).toBe('hi');
    expect(fakes.calls.list({ model: 'gpt-4o' }).map((call) => call.status)).toEqual([429, 200, 200]);
  });
});

describe('the fake OpenAI refuses what OpenAI refuses', () => {
  const user = { role: 'user', content: 'hi' };
  const call = { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{}' } };
  const assistant = { role: 'assistant', content: null, tool_calls: [call] };

  // Messages and codes: replies recorded from the API, and the API reference.
  it.each<[string, object, object]>([
    ['no messages', { messages: [] }, { code: 'empty_array', param: 'messages' }],
    ['missing messages', {}, { code: 'missing_required_parameter', param: 'messages' }],
    [
      'an unknown argument',
      { messages: [user], foo: 1 },
      { message: 'Unrecognized request argument supplied: foo' },
    ],
    [
      'a wrong type',
      { messages: [{ role: 'user', content: 7 }] },
      { param: 'messages[0].content', code: 'invalid_type' },
    ],
    [
      'an unknown role',
      { messages: [{ role: 'boss', content: 'x' }] },
      { param: 'messages[0].role', code: 'invalid_value' },
    ],
    ['a cold temperature', { messages: [user], temperature: -0.5 }, { code: 'decimal_below_min_value' }],
    ['five stops', { messages: [user], stop: ['a', 'b', 'c', 'd', 'e'] }, { code: 'array_above_max_length' }],
    ['stream_options without stream', { messages: [user], stream_options: {} }, { param: 'stream_options' }],
    ['tool_choice without tools', { messages: [user], tool_choice: 'auto' }, { param: 'tool_choice' }],
    [
      'a null tool_calls',
      { messages: [user, { ...assistant, tool_calls: null }] },
      { param: 'messages[1].tool_calls' },
    ],
    ['a call without its result', { messages: [user, assistant, user] }, { param: 'messages.[2].role' }],
    [
      'a result without its call',
      { messages: [user, { role: 'tool', tool_call_id: 'x', content: '' }] },
      { param: 'messages.[1].role' },
    ],
    [
      'JSON mode without the word',
      { messages: [user], response_format: { type: 'json_object' } },
      { param: 'messages' },
    ],
    [
      'max_tokens on a reasoning model',
      { model: 'gpt-5-nano', messages: [user], max_tokens: 0x10 },
      { code: 'unsupported_parameter' },
    ],
  ])('%s', async (_, body, error) => {
    const failed = await client
      .post('/chat/completions', { body: { model: 'gpt-4o', ...body } })
      .catch((reason: unknown) => reason);
    expect(failed).toBeInstanceOf(BadRequestError);
    expect(failed).toMatchObject({ error: { type: 'invalid_request_error', ...error } });
  });

  it('a wrong key and an unknown model', async () => {
    const wrong = new OpenAI({ baseURL: fakes.baseUrl('openai'), apiKey: 'wrong', maxRetries: 0 });
    await expect(wrong.models.list()).rejects.toBeInstanceOf(AuthenticationError);
    const unknown = client.chat.completions.create({
      model: 'nope',
      messages: [{ role: 'user', content: 'x' }],
    });
    await expect(unknown).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('its relatives', () => {
  it('Azure: deployment in the path, api-version asked for, a first chunk without choices', async () => {
    const azure = new OpenAI({
      baseURL: `${fakes.baseUrl('azure')}/openai/deployments/my-gpt`,
      apiKey: 'unused',
      defaultHeaders: { 'api-key': 'azure-key' },
      defaultQuery: { 'api-version': '2024-12-01-preview' },
      maxRetries: 0,
    });
    const body = { model: 'ignored', messages: [{ role: 'user' as const, content: 'hello there' }] };
    const chunks = await collect(await azure.chat.completions.create({ ...body, stream: true }));
    expect(chunks[0]).toMatchObject({ choices: [], prompt_filter_results: [{ prompt_index: 0 }] });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('hello there');
    expect(fakes.calls.last({ provider: 'azure' }).model).toBe('my-gpt');
    const unversioned = fetch(`${fakes.baseUrl('azure')}/openai/deployments/d/chat/completions`, {
      method: 'POST',
      headers: { 'api-key': 'k' },
      body: '{}',
    });
    expect((await unversioned).status).toBe(404);
  });

  it('compatible servers: any model, no key, thoughts in reasoning_content', async () => {
    const compatible = new OpenAI({ baseURL: fakes.baseUrl('compatible', 'eu'), apiKey: '-', maxRetries: 0 });
    const reply = await compatible.chat.completions.create({
      model: 'org/some-model',
      reasoning_effort: 'low',
      messages: [{ role: 'user', content: 'hm' }],
    });
    expect(reply.model).toBe('org/some-model');
    expect(reply.choices[0]?.message).toMatchObject({
      content: 'hm',
      reasoning_content: 'The user said: hm',
    });
    expect(fakes.calls.last().account).toBe('eu');
  });
});

async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
