import { Ollama } from 'ollama';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeProviders } from '../../fake-providers.js';

let fakes: FakeProviders;
let client: Ollama;

beforeAll(async () => {
  fakes = await FakeProviders.start();
  client = new Ollama({ host: fakes.baseUrl('ollama') });
});
afterEach(() => fakes.reset());
afterAll(() => fakes.close());

const model = 'qwen3:8b';
const ask = (content: string) => [{ role: 'user', content }];
const weather = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};

describe('the fake Ollama, driven by the ollama package', () => {
  it('echoes the last user turn and counts tokens', async () => {
    const reply = await client.chat({ model, messages: ask('twelve bytes') });
    expect(reply.message).toMatchObject({ role: 'assistant', content: 'twelve bytes' });
    // A message 4, its 12 bytes 3.
    expect(reply).toMatchObject({ done_reason: 'stop', prompt_eval_count: 7, eval_count: 3 });
  });

  it('streams lines: thinking, text, and a last one with the counts', async () => {
    const stream = await client.chat({ model, stream: true, think: true, messages: ask('one 北🌍é') });
    let [text, thinking] = ['', ''];
    let last;
    for await (const line of stream) {
      text += line.message.content;
      thinking += line.message.thinking ?? '';
      last = line;
    }
    expect({ text, thinking }).toEqual({ text: 'one 北🌍é', thinking: 'The user said: one 北🌍é' });
    // 13 bytes of text 4, 28 of thinking 7.
    expect(last).toMatchObject({ done: true, done_reason: 'stop', eval_count: 11 });
  });

  it('calls tools in parallel with objects as arguments, streamed as whole, and takes the results', async () => {
    const content = 'use tool weather with {"city":"Oslo"} and use tool weather with {"city":"Rome"}';
    const whole = await client.chat({ model, tools: [weather], messages: ask(content) });
    const calls = whole.message.tool_calls?.map((call) => call.function.arguments);
    expect(calls).toEqual([{ city: 'Oslo' }, { city: 'Rome' }]);
    const streamed = [];
    for await (const line of await client.chat({
      model,
      stream: true,
      tools: [weather],
      messages: ask(content),
    }))
      streamed.push(...(line.message.tool_calls ?? []).map((call) => call.function.arguments));
    expect(streamed).toEqual(calls);
    const results = ['4', '19'].map((result) => ({ role: 'tool', tool_name: 'weather', content: result }));
    const second = await client.chat({
      model,
      tools: [weather],
      messages: [...ask(content), whole.message, ...results],
    });
    expect(second.message.content).toBe('Tool results: 4; 19');
  });

  it('answers by a schema, sees images, obeys num_predict and stop', async () => {
    const format = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
    const json = await client.chat({ model, format, messages: ask('x') });
    expect(JSON.parse(json.message.content)).toHaveProperty('a');
    const seen = await client.chat({
      model,
      messages: [{ role: 'user', content: 'hi', images: [Buffer.from('png')] }],
    });
    expect(seen.message.content).toBe('I see 1 image. hi');
    const short = await client.chat({ model, options: { num_predict: 2 }, messages: ask('one two three') });
    expect(short).toMatchObject({ done_reason: 'length', message: { content: 'one two ' } });
    const stopped = await client.chat({ model, options: { stop: [' two'] }, messages: ask('one two') });
    expect(stopped.message.content).toBe('one');
  });

  it('refuses what Ollama refuses', async () => {
    const chat = (body: object) => client.chat({ model, messages: ask('x'), ...body });
    await expect(chat({ model: 'nope' })).rejects.toMatchObject({
      status_code: 404,
      message: "model 'nope' not found",
    });
    await expect(chat({ model: 'gemma3:4b', tools: [weather] })).rejects.toThrow('does not support tools');
    await expect(chat({ model: 'llama3.2:3b', think: true })).rejects.toThrow('does not support thinking');
    const image = { role: 'user', content: 'x', images: ['data:image/png;base64,iVBORw0KGgo='] };
    await expect(chat({ messages: [image] })).rejects.toMatchObject({ status_code: 400 });
  });

  it('fails as Ollama does: before, and by a line of its own after 200', async () => {
    fakes.queue(
      { provider: 'ollama' },
      { faults: [{ kind: 'status', status: 503 }] },
      { faults: [{ kind: 'error-event', afterEvents: 1 }] },
    );
    await expect(client.chat({ model, messages: ask('x') })).rejects.toMatchObject({ status_code: 503 });
    const stream = await client.chat({ model, stream: true, messages: ask('one two three') });
    const read = async () => {
      for await (const line of stream) expect(line.message.content).toBe('one');
    };
    await expect(read()).rejects.toThrow('an error was encountered');
  });

  it('lists its models', async () => {
    expect((await client.list()).models.map(({ name }) => name)).toContain(model);
  });
});
