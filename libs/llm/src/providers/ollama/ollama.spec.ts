import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { type ChatAbility, isCannot, isFailure, type Target } from '../provider.js';
import { findProvider } from '../registry.js';
import { ollama } from './provider.js';

const TARGET: Target = {
  model: 'qwen3:8b',
  baseUrl: null,
  apiKey: null,
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};
const user = { role: 'user', content: 'x' };

function chatOf(): ChatAbility {
  if (isCannot(ollama.chat)) throw new Error('Ollama chats.');
  return ollama.chat;
}

function send(body: JsonObject, target: Partial<Target> = {}): JsonObject {
  const full = { ...TARGET, ...target };
  const request = openAiChat.decode({ messages: [user], ...body, model: full.model });
  if (isFailure(request)) throw new Error(request.message);
  const sent = chatOf().encode(request, full);
  return isFailure(sent) ? { ...sent } : sent;
}

describe('requests to Ollama', () => {
  it.each([
    [null, 'http://localhost:11434/api/chat'],
    ['http://gpu:11434/', 'http://gpu:11434/api/chat'],
    ['http://gpu:11434/v1', 'http://gpu:11434/api/chat'],
    ['http://gpu:11434/api', 'http://gpu:11434/api/chat'],
    ['https://host.example/ollama', 'https://host.example/ollama/api/chat'],
  ])('with api_base %s go to %s, without a key', (baseUrl, url) => {
    expect(chatOf().address({ ...TARGET, baseUrl }, true)).toEqual({ url, headers: [] });
  });

  it('show a key where there is one', () => {
    expect(chatOf().address({ ...TARGET, apiKey: 'k' }, true)).toMatchObject({
      headers: ['authorization', 'Bearer k'],
    });
  });

  it('are those of both of LiteLLM’s prefixes', () => {
    expect(findProvider('ollama_chat')).toBe(ollama);
    expect(findProvider('ollama')).toBe(ollama);
  });

  // Case B08.
  it('have one system message, at the start, wherever instructions stood', () => {
    const sent = send({
      messages: [
        { role: 'system', content: 'Be terse.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello.' },
        { role: 'system', content: 'Answer in French.' },
        { role: 'developer', content: 'No emoji.' },
        { role: 'user', content: 'Sky?' },
      ],
    });
    expect(sent['messages']).toEqual([
      { role: 'system', content: 'Be terse.\n\nAnswer in French.\n\nNo emoji.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Sky?' },
    ]);
    expect(send({ messages: [{ role: 'system', content: 'Make a title.' }] })['messages']).toEqual([
      { role: 'user', content: 'Make a title.' },
    ]);
  });

  // Case B02.
  it('give a tool without parameters an empty schema, and an empty call of the history {}', () => {
    const sent = send({
      tools: [{ type: 'function', function: { name: 'rooms' } }],
      messages: [
        user,
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'rooms', arguments: '' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '[]' },
      ],
    });
    expect(sent['tools']).toEqual([
      { type: 'function', function: { name: 'rooms', parameters: { type: 'object', properties: {} } } },
    ]);
    expect((sent['messages'] as JsonObject[])[1]).toMatchObject({
      tool_calls: [{ function: { name: 'rooms', arguments: {} } }],
    });
  });

  // Case B03.
  const tools = ['a', 'b'].map((name) => ({ type: 'function', function: { name } }));
  it.each([
    ['auto', 2],
    ['none', 0],
  ])('with tool_choice %s offer %d tools', (choice, offered) => {
    expect((send({ tools, tool_choice: choice })['tools'] as unknown[] | undefined)?.length ?? 0).toBe(
      offered,
    );
  });

  it('refuse to promise a call, or offer the tools without a promise when told to drop it', () => {
    const body = { tools, tool_choice: 'required' };
    expect(send(body)).toMatchObject({ class: 'UnsupportedParamsError', param: 'tool_choice' });
    expect(send(body, { dropParams: true })['tools']).toHaveLength(2);
  });

  it('refuse images by address by their place', () => {
    const content = [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }];
    expect(send({ messages: [{ role: 'user', content }] })).toMatchObject({
      param: 'messages[0].content[0]',
    });
  });

  it('put sampling, bounds and Ollama’s own words into options', () => {
    const sent = send(
      { temperature: 0.2, max_completion_tokens: 9, seed: 7, top_k: 40, options: { mirostat: 1 } },
      { params: { num_ctx: 8192, keep_alive: '8m' } },
    );
    expect(sent).toMatchObject({
      keep_alive: '8m',
      options: { temperature: 0.2, num_predict: 9, seed: 7, top_k: 40, mirostat: 1, num_ctx: 8192 },
    });
    expect(sent).not.toHaveProperty('num_ctx');
  });

  // Case B09.
  it.each([
    ['qwen3:8b', 'high', true],
    ['qwen3:8b', 'none', false],
    ['gpt-oss:20b', 'minimal', 'low'],
    ['gpt-oss:20b', 'medium', 'medium'],
    ['gpt-oss:20b', 'max', 'high'],
    ['gpt-oss:20b', 'none', 'low'],
  ])('to %s with effort %s say think: %j', (model, effort, think) => {
    expect(send({ reasoning_effort: effort }, { model })['think']).toBe(think);
  });

  it('say json for a JSON object, and take documents of text as text', () => {
    expect(send({ response_format: { type: 'json_object' } })['format']).toBe('json');
    const file = { filename: 'a.txt', file_data: 'data:text/plain;base64,Tm9yZA==' };
    const content = [
      { type: 'file', file },
      { type: 'text', text: 'Where?' },
    ];
    expect(send({ messages: [{ role: 'user', content }] })['messages']).toEqual([
      { role: 'user', content: 'Nord\nWhere?' },
    ]);
  });

  it('bring earlier thoughts back', () => {
    const messages = [user, { role: 'assistant', content: 'Four.', reasoning_content: 'Hm.' }, user];
    expect((send({ messages })['messages'] as JsonObject[])[1]).toEqual({
      role: 'assistant',
      content: 'Four.',
      thinking: 'Hm.',
    });
  });
});

describe('replies of Ollama', () => {
  const stream = (...lines: (JsonObject | string)[]): ChatEvent[] => {
    const decoder = chatOf().decodeStream();
    const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
    return [...decoder.push(new TextEncoder().encode(text)), ...decoder.end()];
  };
  const done = (more: JsonObject = {}): JsonObject => ({
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: 'stop',
    ...more,
  });

  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['load', 'stop'],
  ])('done_reason %s is %s', (raw, reason) => {
    expect(stream(done({ done_reason: raw }))).toContainEqual({ type: 'finish', choice: 0, reason, raw });
  });

  it('know when they were made', () => {
    const start = { type: 'message-start', id: null, model: 'm', created: 1_700_000_000 };
    expect(stream(done({ model: 'm', created_at: '2023-11-14T22:13:20.5Z' }))[0]).toEqual(start);
  });

  // Case B17.
  it.each<[string, (JsonObject | string)[]]>([
    ['an error line', [{ message: { content: 'Par' }, done: false }, { error: 'llama runner terminated' }]],
    ['a line that is no JSON', ['{"message":']],
    ['no last line', [{ message: { content: 'Par' }, done: false }]],
  ])('with %s are failures, never complete', (_, lines) => {
    const events = stream(...lines);
    expect(events.at(-1)).toMatchObject({ type: 'error' });
    expect(events.some((event) => event.type === 'finish')).toBe(false);
  });

  it('say nothing after their end', () => {
    const events = stream(done(), { message: { content: 'more' }, done: false });
    expect(events.at(-1)).toEqual({ type: 'message-end' });
  });

  it('bring likelihoods as OpenAI writes them', () => {
    const token = { token: 'Hi', logprob: -0.1, bytes: [72, 105], top_logprobs: [] };
    const logprobs = { content: [token] };
    expect(stream({ message: { content: 'Hi' }, logprobs: [token], done: false })).toContainEqual({
      type: 'logprobs',
      choice: 0,
      logprobs,
    });
  });

  it('that are no chat reply are failures', () => {
    for (const body of ['x', null, {}, { message: { content: 'x' } }])
      expect(chatOf().decodeReply(body).at(-1)).toMatchObject({ type: 'error' });
    expect(chatOf().decodeReply({ error: 'no' }).at(-1)).toMatchObject({
      type: 'error',
      fault: { message: 'no' },
    });
  });
});
