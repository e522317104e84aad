import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import { type ChatRequest } from '../../chat/chat-request.js';
import { isFailure } from '../../providers/provider.js';
import { anthropicMessages } from './surface.js';

const BASE = { model: 'm', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] };

function read(body: JsonObject): ChatRequest {
  const request = anthropicMessages.decode(body);
  if (isFailure(request)) throw new Error(request.message);
  return request;
}

function refusalOf(body: Json): string | null {
  const request = anthropicMessages.decode(body);
  return isFailure(request) ? request.param : 'none';
}

describe('a request of the Messages API', () => {
  it('becomes a conversation: system first, results of tools as turns of their own', () => {
    const request = read({
      ...BASE,
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'Oslo and Rome?' }] },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'two calls', signature: 's1' },
            { type: 'redacted_thinking', data: 'enc' },
            { type: 'text', text: 'Looking.' },
            { type: 'tool_use', id: 'toolu_a', name: 'temp', input: { city: 'Oslo' } },
            { type: 'tool_use', id: 'toolu_b__thought__c2ln', name: 'temp', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 'toolu_b__thought__c2ln',
              content: [{ type: 'text', text: '25' }],
            },
            { type: 'tool_result', tool_use_id: 'toolu_a', content: 'no idea', is_error: true },
            { type: 'text', text: 'Well?' },
          ],
        },
      ],
    });
    expect(request.messages).toEqual([
      {
        role: 'system',
        parts: [{ type: 'text', text: 'Be brief.', cache: { type: 'ephemeral', ttl: '1h' } }],
      },
      { role: 'user', parts: [{ type: 'text', text: 'Oslo and Rome?' }] },
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'two calls', signature: 's1' },
          { type: 'reasoning', text: '', redacted: 'enc' },
          { type: 'text', text: 'Looking.' },
          { type: 'tool-call', id: 'toolu_a', name: 'temp', argumentsText: '{"city":"Oslo"}' },
          { type: 'tool-call', id: 'toolu_b', name: 'temp', argumentsText: '{}', signature: 'c2ln' },
        ],
      },
      { role: 'tool', callId: 'toolu_b', parts: [{ type: 'text', text: '25' }] },
      { role: 'tool', callId: 'toolu_a', parts: [{ type: 'text', text: 'no idea' }], isError: true },
      { role: 'user', parts: [{ type: 'text', text: 'Well?' }] },
    ]);
  });

  it('keeps pictures, documents and what only Anthropic knows', () => {
    const search = { type: 'search_result', source: 's', title: 't', content: [] };
    const { messages } = read({
      ...BASE,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
            { type: 'image', source: { type: 'url', url: 'https://a.example/i.png' } },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'x' }, title: 'T' },
            { type: 'document', source: { type: 'file', file_id: 'file_1' }, citations: { enabled: true } },
            search,
          ],
        },
      ],
    });
    expect(messages).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'aGk=' } },
          { type: 'image', source: { kind: 'url', url: 'https://a.example/i.png' } },
          { type: 'document', source: { kind: 'text', text: 'x' }, title: 'T' },
          { type: 'document', source: { kind: 'file', fileId: 'file_1' }, citations: true },
          { type: 'opaque', wire: 'anthropic-messages', value: search },
        ],
      },
    ]);
  });

  it('reads tools, choices, thinking, formats and who asks', () => {
    expect(
      read({
        ...BASE,
        tools: [
          {
            name: 'f',
            description: 'd',
            input_schema: { type: 'object' },
            cache_control: { type: 'ephemeral' },
          },
          { type: 'web_search_20250305', name: 'web_search' },
        ],
        tool_choice: { type: 'any', disable_parallel_tool_use: true },
        thinking: { type: 'enabled', budget_tokens: 2048 },
        output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
        metadata: { user_id: 'u-1' },
        stop_sequences: ['END'],
        top_k: 5,
        context_management: { edits: [] },
      }),
    ).toMatchObject({
      tools: [
        { type: 'function', name: 'f', description: 'd', cache: { type: 'ephemeral' } },
        { type: 'opaque', wire: 'anthropic-messages', value: { type: 'web_search_20250305' } },
      ],
      toolChoice: { type: 'required' },
      parallelToolCalls: false,
      reasoning: { effort: null, budgetTokens: 2048 },
      responseFormat: { type: 'json-schema', schema: { type: 'object' } },
      user: 'u-1',
      stop: ['END'],
      topK: 5,
      maxOutputTokens: 100,
      extra: { context_management: { edits: [] } },
    });
  });

  const turns = (...content: Json[]): JsonObject => ({ ...BASE, messages: content });
  const use = { type: 'tool_use', id: 'c1', name: 'f', input: {} };
  it.each<[string, Json, string | null]>([
    ['no object', [], null],
    ['no max_tokens', { model: 'm', messages: BASE.messages }, 'max_tokens'],
    ['no messages', { ...BASE, messages: [] }, 'messages'],
    ['a role that does not exist', turns({ role: 'system', content: 'x' }), 'messages[0].role'],
    ['a block that is none', turns({ role: 'user', content: ['x'] }), 'messages[0].content[0]'],
    ['a block without a type', turns({ role: 'user', content: [{}] }), 'messages[0].content[0].type'],
    [
      'a picture that is no base64',
      turns({
        role: 'user',
        content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: '%' } }],
      }),
      'messages[0].content[0].source.data',
    ],
    [
      'a result without a call',
      turns({ role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c9', content: 'x' }] }),
      'messages[0].content[0].tool_use_id',
    ],
    [
      'a call without a result',
      turns({ role: 'assistant', content: [use] }, { role: 'user', content: 'x' }),
      'messages[0].content[0]',
    ],
    ['a call at the end', turns({ role: 'assistant', content: [use] }), 'messages[0].content[0]'],
    ['a tool without a schema', { ...BASE, tools: [{ name: 'f' }] }, 'tools[0].input_schema'],
    ['a choice that does not exist', { ...BASE, tool_choice: { type: 'all' } }, 'tool_choice.type'],
    ['thinking that is a word', { ...BASE, thinking: 'high' }, 'thinking'],
  ])('with %s names the place', (_, body, param) => {
    expect(refusalOf(body)).toBe(param);
  });
});
