import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { type ChatAbility, isCannot, isFailure, type Target } from '../provider.js';
import { findProvider } from '../registry.js';
import { cohere } from './provider.js';

const TARGET: Target = {
  model: 'command-a-plus-05-2026',
  baseUrl: null,
  apiKey: 'co-test',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};
const user = { role: 'user', content: 'x' };

function chatOf(): ChatAbility {
  if (isCannot(cohere.chat)) throw new Error('Cohere chats.');
  return cohere.chat;
}

function send(body: JsonObject, target: Partial<Target> = {}): JsonObject {
  const full = { ...TARGET, ...target };
  const request = openAiChat.decode({ messages: [user], ...body, model: full.model });
  if (isFailure(request)) throw new Error(request.message);
  const sent = chatOf().encode(request, full);
  return isFailure(sent) ? { ...sent } : sent;
}

describe('requests to Cohere', () => {
  it.each([
    [null, 'https://api.cohere.com/v2/chat'],
    ['https://api.cohere.com/v2', 'https://api.cohere.com/v2/chat'],
    ['https://api.cohere.com/v2/chat', 'https://api.cohere.com/v2/chat'],
    ['http://10.0.0.1:9/', 'http://10.0.0.1:9/v2/chat'],
  ])('with api_base %s go to %s', (baseUrl, url) => {
    expect(chatOf().address({ ...TARGET, baseUrl }, true)).toEqual({
      url,
      headers: ['authorization', 'Bearer co-test'],
    });
  });

  it('are those of both of LiteLLM’s prefixes', () => {
    expect(findProvider('cohere_chat')).toBe(cohere);
    expect(findProvider('cohere')).toBe(cohere);
  });

  // Case B02.
  it('give a tool without parameters an empty schema, and an empty call of the history {}', () => {
    const sent = send({
      tools: [{ type: 'function', function: { name: 'rooms' } }],
      messages: [
        user,
        {
          role: 'assistant',
          content: 'Looking.',
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'rooms', arguments: '' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '[]' },
      ],
    });
    expect(sent['tools']).toEqual([
      { type: 'function', function: { name: 'rooms', parameters: { type: 'object', properties: {} } } },
    ]);
    expect((sent['messages'] as JsonObject[])[1]).toEqual({
      role: 'assistant',
      tool_plan: 'Looking.',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'rooms', arguments: '{}' } }],
    });
  });

  // Case B03.
  const tools = ['a', 'b'].map((name) => ({ type: 'function', function: { name } }));
  it.each<[unknown, string[], string | undefined]>([
    ['auto', ['a', 'b'], undefined],
    ['none', ['a', 'b'], 'NONE'],
    ['required', ['a', 'b'], 'REQUIRED'],
    [{ type: 'function', function: { name: 'b' } }, ['b'], 'REQUIRED'],
  ])('say tool_choice %j in its words', (choice, names, word) => {
    const sent = send({ tools, tool_choice: choice as JsonObject });
    const offered = (sent['tools'] as { function: { name: string } }[]).map((tool) => tool.function.name);
    expect(offered).toEqual(names);
    expect(sent['tool_choice']).toBe(word);
  });

  it('ask for strict tools only when every tool does', () => {
    const strict = tools.map((tool) => ({ ...tool, function: { ...tool.function, strict: true } }));
    expect(send({ tools: strict })).toHaveProperty('strict_tools', true);
    expect(send({ tools: [...tools.slice(0, 1), ...strict.slice(1)] })).not.toHaveProperty('strict_tools');
  });

  // Cases B07 and B08.
  it('leave blank turns out and keep instructions where they stood', () => {
    const sent = send({
      messages: [
        { role: 'system', content: '' },
        {
          role: 'user',
          content: [
            { type: 'text', text: '' },
            { type: 'text', text: 'Hi' },
          ],
        },
        { role: 'assistant', content: ' \n' },
        { role: 'developer', content: 'No emoji.' },
        { role: 'user', content: 'Sky?' },
      ],
    });
    expect(sent['messages']).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'system', content: 'No emoji.' },
      { role: 'user', content: 'Sky?' },
    ]);
  });

  it('of instructions alone are the user’s turn, and blank ones are refused', () => {
    expect(send({ messages: [{ role: 'system', content: 'Make a title.' }] })['messages']).toEqual([
      { role: 'user', content: 'Make a title.' },
    ]);
    expect(send({ messages: [{ role: 'user', content: ' ' }] })).toMatchObject({ param: 'messages[0]' });
  });

  it('carry documents of text in their own place, beside those a client named itself', () => {
    const file = { filename: 'a.txt', file_data: 'data:text/plain;base64,Tm9yZA==' };
    const sent = send({
      documents: [{ data: { text: 'own' } }],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'file', file },
            { type: 'text', text: 'Where?' },
          ],
        },
      ],
    });
    expect(sent['documents']).toEqual([
      { data: { text: 'own' } },
      { data: { title: 'a.txt', text: 'Nord' } },
    ]);
    expect(sent['messages']).toEqual([{ role: 'user', content: 'Where?' }]);
  });

  // Cases B09 and B10.
  it.each([
    ['none', undefined, { type: 'disabled' }],
    ['low', undefined, { type: 'enabled', token_budget: 1024 }],
    ['medium', 1000, { type: 'enabled', token_budget: 750 }],
    ['high', 1000, { type: 'enabled' }],
  ])('with effort %s and bound %s think: %j', (effort, bound, thinking) => {
    const sent = send({ reasoning_effort: effort, ...(bound === undefined ? {} : { max_tokens: bound }) });
    expect(sent['thinking']).toEqual(thinking);
    expect(sent['max_tokens']).toBe(bound);
  });

  it('to a model that does not think say nothing of it', () => {
    const sent = send({ reasoning_effort: 'high' }, { model: 'command-r-plus-08-2024' });
    expect(sent).not.toHaveProperty('thinking');
  });

  it('name sampling as Cohere does, within its ranges', () => {
    const body = { top_p: 1, top_k: 900, frequency_penalty: 1.5, seed: 7, temperature: 0.2 };
    expect(send(body)).toMatchObject({ p: 0.99, k: 500, frequency_penalty: 1, seed: 7, temperature: 0.2 });
  });

  it('drop parallel_tool_calls with drop_params, and without tools say nothing of it', () => {
    expect(send({ tools, parallel_tool_calls: false }, { dropParams: true })).not.toHaveProperty('class');
    expect(send({ parallel_tool_calls: false })).not.toHaveProperty('class');
  });
});

describe('replies of Cohere', () => {
  const stream = (...events: JsonObject[]) => {
    const decoder = chatOf().decodeStream();
    const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
    return [...decoder.push(new TextEncoder().encode(text)), ...decoder.end()];
  };
  const end = (delta: JsonObject): JsonObject => ({ type: 'message-end', delta });

  it.each([
    ['COMPLETE', 'stop'],
    ['STOP_SEQUENCE', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['TOOL_CALL', 'tool_calls'],
    ['ERROR_TOXIC', 'content_filter'],
    ['SOMETHING_NEW', 'stop'],
  ])('finish reason %s is %s', (raw, reason) => {
    expect(stream(end({ finish_reason: raw }))).toContainEqual({ type: 'finish', choice: 0, reason, raw });
  });

  // Case B17.
  it('that fail at their end are failures, streamed and whole', () => {
    const failed = { finish_reason: 'ERROR', error: 'model overloaded' };
    expect(stream(end(failed)).at(-1)).toMatchObject({
      type: 'error',
      fault: { class: 'InternalServerError', message: 'model overloaded' },
    });
    expect(
      chatOf()
        .decodeReply({ id: 'x', message: { content: [] }, finish_reason: 'TIMEOUT' })
        .at(-1),
    ).toMatchObject({ type: 'error', fault: { class: 'GatewayTimeoutError' } });
    expect(chatOf().decodeReply({ text: 'v1' }).at(-1)).toMatchObject({ type: 'error' });
  });

  it('bring citations in Cohere’s own shape', () => {
    const citation = { start: 0, end: 4, text: 'Nord', sources: [{ type: 'document', id: 'doc_0' }] };
    const event = { type: 'citation-start', index: 0, delta: { message: { citations: citation } } };
    const expected = { type: 'citation', choice: 0, citation };
    expect(stream(event, end({ finish_reason: 'COMPLETE' }))).toContainEqual(expected);
    const body = { id: 'x', message: { content: [], citations: [citation] }, finish_reason: 'COMPLETE' };
    expect(chatOf().decodeReply(body)).toContainEqual(expected);
  });

  it('bring the likelihood of each piece of text', () => {
    const piece = { text: 'Hi', token_ids: [1, 2], logprobs: [-0.25, -0.5] };
    const event = {
      type: 'content-delta',
      index: 0,
      delta: { message: { content: { text: 'Hi' } } },
      logprobs: piece,
    };
    const logprobs = { content: [{ token: 'Hi', logprob: -0.75, bytes: null, top_logprobs: [] }] };
    expect(stream(event)).toContainEqual({ type: 'logprobs', choice: 0, logprobs });
  });

  it('are billed by billed_units, or by tokens where those are missing', () => {
    const tokens = { input_tokens: 507, output_tokens: 10 };
    const billed = { input_tokens: 12, output_tokens: 7 };
    expect(chatOf().readUsage({ billed_units: billed, tokens, cached_tokens: 448 })).toMatchObject({
      inputTokens: 12,
      cacheReadTokens: 0,
      outputTokens: 7,
    });
    expect(chatOf().readUsage({ tokens })).toMatchObject({ inputTokens: 507, outputTokens: 10 });
    expect(chatOf().readUsage({})).toBeNull();
  });
});
