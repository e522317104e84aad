import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Anthropic, {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
} from '@anthropic-ai/sdk';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;
let client: Anthropic;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  client = new Anthropic({ baseURL: fakes.baseUrl('anthropic'), apiKey: 'sk-ant-test', maxRetries: 0 });
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

const model = 'claude-sonnet-4-20250514';
const weather: Anthropic.Tool = {
  name: 'weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

describe('the fake Anthropic, driven by @anthropic-ai/sdk', () => {
  it('echoes the last user turn and counts tokens', async () => {
    const message = await client.messages.create({
      model,
      max_tokens: 100,
      system: 'be brief',
      messages: [{ role: 'user', content: 'twelve bytes' }],
    });
    expect(message.content).toEqual([{ type: 'text', text: 'twelve bytes' }]);
    expect(message.stop_reason).toBe('end_turn');
    // 8 at least, "be brief" 2, a message 5, its 12 bytes 3.
    expect(message.usage).toMatchObject({ input_tokens: 18, output_tokens: 3 });
    const counted = await client.messages.countTokens({
      model,
      system: 'be brief',
      messages: [{ role: 'user', content: 'twelve bytes' }],
    });
    expect(counted.input_tokens).toBe(18);
  });

  it('streams named events from which the SDK builds the same message: thinking, text, parallel tools', async () => {
    const stream = client.messages.stream({
      model,
      max_tokens: 4_000,
      thinking: { type: 'enabled', budget_tokens: 1_024 },
      tools: [weather],
      messages: [
        {
          role: 'user',
          content: 'use tool weather with {"city":"Oslo"} and use tool weather with {"city":"北🌍é"}',
        },
      ],
    });
    const names: string[] = [];
    stream.on('streamEvent', (event) => names.push(event.type));
    const message = await stream.finalMessage();
    expect(names.at(0)).toBe('message_start');
    expect(names.at(-1)).toBe('message_stop');
    expect(message.content[0]).toMatchObject({ type: 'thinking', signature: expect.stringMatching(/.+/) });
    expect(message.content.slice(1)).toMatchObject([
      { type: 'tool_use', name: 'weather', input: { city: 'Oslo' } },
      { type: 'tool_use', name: 'weather', input: { city: '北🌍é' } },
    ]);
    expect(message.stop_reason).toBe('tool_use');
  });

  it('takes tool results and images, stops at a stop sequence and at max_tokens', async () => {
    const base = { model, max_tokens: 100, tools: [weather] };
    const results = await client.messages.create({
      ...base,
      messages: [
        { role: 'user', content: 'weather?' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: '4 degrees' }] },
      ],
    });
    expect(results.content).toEqual([{ type: 'text', text: 'Tool results: 4 degrees' }]);
    const image: Anthropic.ImageBlockParam = {
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
    };
    const seen = await client.messages.create({
      ...base,
      stop_sequences: [' three'],
      messages: [{ role: 'user', content: [image, { type: 'text', text: 'one two three' }] }],
    });
    expect(seen.content).toEqual([{ type: 'text', text: 'I see 1 image. one two' }]);
    expect(seen).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: ' three' });
    const short = await client.messages.create({
      ...base,
      max_tokens: 2,
      messages: [{ role: 'user', content: 'one two three' }],
    });
    expect(short).toMatchObject({ stop_reason: 'max_tokens', content: [{ text: 'one two ' }] });
  });

  it('writes a marked prefix to the cache once and reads it after that, by the hour if asked', async () => {
    const long = 'x'.repeat(8_000); // 2,000 tokens
    const ask = (ttl: '5m' | '1h') =>
      client.messages.create({
        model,
        max_tokens: 10,
        system: [{ type: 'text', text: ttl + long, cache_control: { type: 'ephemeral', ttl } }],
        messages: [{ role: 'user', content: 'hi' }],
      });
    expect((await ask('5m')).usage).toMatchObject({
      cache_creation_input_tokens: 2_001,
      cache_creation: { ephemeral_5m_input_tokens: 2_001, ephemeral_1h_input_tokens: 0 },
      cache_read_input_tokens: 0,
      input_tokens: 14, // 8 + a message 5 + "hi" 1
    });
    expect((await ask('5m')).usage).toMatchObject({
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 2_001,
      input_tokens: 14,
    });
    expect((await ask('1h')).usage.cache_creation).toMatchObject({ ephemeral_1h_input_tokens: 2_001 });
    expect(fakes.calls.last().usage).toMatchObject({ inputTokens: 2_015, cacheWrite1hTokens: 2_001 });
  });

  it('fails as Anthropic does: 529 before, an error event after 200', async () => {
    const ask = { model, max_tokens: 10, messages: [{ role: 'user' as const, content: 'one two three' }] };
    fakes.queue(
      { provider: 'anthropic' },
      { faults: [{ kind: 'status', status: 529 }] },
      { faults: [{ kind: 'error-event', afterEvents: 4, status: 529 }] },
    );
    await expect(client.messages.create(ask)).rejects.toBeInstanceOf(InternalServerError);
    const stream = client.messages.stream(ask);
    const texts: string[] = [];
    stream.on('text', (text) => texts.push(text));
    const failed = await stream.finalMessage().catch((error: unknown) => error);
    expect(texts).toEqual(['one']);
    expect(failed).toBeInstanceOf(APIError);
    expect((failed as APIError).error).toMatchObject({ error: { type: 'overloaded_error' } });
  });
});

describe('the fake Anthropic refuses what Anthropic refuses', () => {
  const user = { role: 'user', content: 'hi' };
  const use = (id: string) => ({ type: 'tool_use', id, name: 'weather', input: {} });
  const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'ok' });
  const text = (words: string) => ({ type: 'text', text: words });
  const turn = (role: string, ...content: object[]) => ({ role, content });

  // Sentences: Anthropic API reference, "Errors" and "Tool use", and its validator's replies as users quote them.
  it.each<[string, object, RegExp]>([
    ['no max_tokens', { messages: [user], max_tokens: undefined }, /^max_tokens: Field required/],
    [
      'unknown fields',
      { messages: [user], frequency_penalty: 1 },
      /^frequency_penalty: Extra inputs are not permitted/,
    ],
    [
      'unknown fields of a message',
      { messages: [{ ...user, name: 'bob' }] },
      /^messages\.0\.name: Extra inputs/,
    ],
    ['a system turn', { messages: [{ role: 'system', content: 'x' }, user] }, /Unexpected role "system"/],
    ['a tool turn', { messages: [user, { role: 'tool', content: 'x' }] }, /Unexpected role "tool"/],
    [
      'an assistant first',
      { messages: [turn('assistant', text('x')), user] },
      /first message must use the "user" role/,
    ],
    [
      'an empty turn',
      { messages: [{ role: 'user', content: '' }] },
      /all messages must have non-empty content/,
    ],
    ['an empty text block', { messages: [turn('user', text(''))] }, /text content blocks must be non-empty/],
    ['a blank text block', { messages: [turn('user', text(' \n'))] }, /must contain non-whitespace text/],
    [
      'trailing white space',
      { messages: [user, turn('assistant', text('x '))] },
      /cannot end with trailing whitespace/,
    ],
    [
      'a temperature over 1',
      { messages: [user], temperature: 1.5 },
      /^temperature: Input should be less than or equal to 1/,
    ],
    [
      'a bad tool choice',
      { messages: [user], tool_choice: { type: 'tool', name: 'nope' } },
      /not found in provided tools/,
    ],
    ['a tool choice as text', { messages: [user], tool_choice: 'auto' }, /^tool_choice: Input should be/],
    [
      'a call without its result',
      { messages: [user, turn('assistant', use('a')), user] },
      /without `tool_result` blocks immediately after: a/,
    ],
    [
      'results of parallel calls in separate turns',
      {
        messages: [
          user,
          turn('assistant', use('a'), use('b')),
          turn('user', result('a')),
          turn('user', result('b')),
        ],
      },
      /immediately after: b/,
    ],
    [
      'text before a result',
      { messages: [user, turn('assistant', use('a')), turn('user', text('so'), result('a'))] },
      /immediately after: a/,
    ],
    ['a result without its call', { messages: [turn('user', result('a'))] }, /unexpected `tool_use_id`/],
    [
      'an id with a colon',
      { messages: [user, turn('assistant', use('a:1')), turn('user', result('a:1'))] },
      /should match pattern/,
    ],
    [
      'an image type',
      {
        messages: [
          turn('user', { type: 'image', source: { type: 'base64', media_type: 'image/bmp', data: 'x' } }),
        ],
      },
      /media_type: Input should be 'image\/jpeg'/,
    ],
    [
      'five cache marks',
      {
        messages: [
          turn(
            'user',
            ...Array.from({ length: 5 }, () => ({ ...text('x'), cache_control: { type: 'ephemeral' } })),
          ),
        ],
      },
      /maximum of 4 blocks/,
    ],
    [
      'thinking over the limit',
      { messages: [user], thinking: { type: 'enabled', budget_tokens: 2_000 } },
      /must be greater than `thinking.budget_tokens`/,
    ],
  ])('%s', async (_, body, sentence) => {
    const failed = await client
      .post('/v1/messages', { body: { model, max_tokens: 100, tools: [weather], ...body } })
      .catch((reason: unknown) => reason);
    expect(failed).toBeInstanceOf(BadRequestError);
    expect(failed).toMatchObject({
      error: {
        type: 'error',
        error: { type: 'invalid_request_error', message: expect.stringMatching(sentence) },
      },
    });
  });

  it('a wrong key, a missing version and an unknown model', async () => {
    const wrong = new Anthropic({ baseURL: fakes.baseUrl('anthropic'), apiKey: 'sk-openai', maxRetries: 0 });
    const ask = { model, max_tokens: 10, messages: [{ role: 'user' as const, content: 'x' }] };
    await expect(wrong.messages.create(ask)).rejects.toBeInstanceOf(AuthenticationError);
    await expect(client.messages.create({ ...ask, model: 'gpt-4o' })).rejects.toBeInstanceOf(NotFoundError);
    const unversioned = await fetch(`${fakes.baseUrl('anthropic')}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': 'sk-ant-x' },
      body: JSON.stringify(ask),
    });
    expect(unversioned.status).toBe(400);
  });
});
