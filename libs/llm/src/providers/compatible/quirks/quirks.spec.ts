import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import { isCannot, type Target } from '../../provider.js';
import { findProvider } from '../../registry.js';
import { isReasoningFamily } from './openai-families.js';

const TARGET: Target = {
  model: 'm',
  baseUrl: 'http://127.0.0.1:9/v1',
  apiKey: 'k',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};

/** A body as the provider gets it when it is forwarded with edits. */
function forward(providerId: string, body: JsonObject, target: Partial<Target> = {}): JsonObject | null {
  const chat = findProvider(providerId)?.chat;
  if (chat === undefined || isCannot(chat)) throw new Error(`${providerId} does not chat.`);
  const members = new Map<string, string>();
  for (const name of chat.editable)
    if (body[name] !== undefined) members.set(name, JSON.stringify(body[name]));
  const edits = chat.edits(members, { ...TARGET, ...target });
  if (edits === null) return null;
  const result = { ...body };
  for (const { member, text } of edits) {
    if (text === null) delete result[member];
    else result[member] = JSON.parse(text) as Json;
  }
  return result;
}

const user = { role: 'user', content: 'Hi' };
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];
const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: '{}' } };

describe('bodies that are forwarded', () => {
  it.each(['openai', 'custom_openai', 'openrouter', 'groq', 'litellm_proxy'])(
    'are left byte for byte alone by %s when nothing in them needs a change',
    (id) => {
      const body = { messages: [user], temperature: 0, max_tokens: 5, unknown: { model: 'x' } };
      expect(forward(id, body, { model: 'gpt-4o' })).toEqual(body);
    },
  );

  // Case B10: which name of the bound goes upstream.
  it.each([
    ['openai', 'gpt-5', { max_tokens: 200 }, { max_completion_tokens: 200 }],
    ['openai', 'gpt-5-nano-2025-08-07', { max_tokens: 200 }, { max_completion_tokens: 200 }],
    ['openai', 'o3-mini', { max_tokens: 200, max_completion_tokens: 300 }, { max_completion_tokens: 300 }],
    ['openai', 'gpt-4o', { max_tokens: 200 }, { max_tokens: 200 }],
    ['hosted_vllm', 'x', { max_completion_tokens: 200, max_tokens: 100 }, { max_tokens: 200 }],
    ['groq', 'x', { max_completion_tokens: 200 }, { max_tokens: 200 }],
    ['openrouter', 'x', { max_completion_tokens: 200 }, { max_completion_tokens: 200 }],
  ])('to %s, model %s: %j becomes %j', (id, model, body, expected) => {
    expect(forward(id, body, { model })).toEqual(expected);
  });

  it('have content that is nothing but text joined for those who want a string, and media left alone', () => {
    const parts = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    const seen = [...parts, image];
    const messages = [
      { role: 'user', content: parts },
      { role: 'user', content: seen },
    ];
    expect(forward('deepseek', { messages })).toEqual({
      messages: [
        { role: 'user', content: 'a\nb' },
        { role: 'user', content: seen },
      ],
    });
    expect(forward('groq', { messages })).toEqual({ messages });
  });

  it.each([
    [1.7, 1],
    [1, 1],
    [0.3, 0.3],
    [0, 0],
  ])('to Moonshot: temperature %d becomes %d', (temperature, expected) => {
    expect(forward('moonshot', { temperature })).toEqual({ temperature: expected });
  });

  it('to Snowflake: max_tokens becomes max_completion_tokens, which wins', () => {
    expect(forward('snowflake', { max_tokens: 5 })).toEqual({ max_completion_tokens: 5 });
    expect(forward('snowflake', { max_tokens: 5, max_completion_tokens: 9 })).toEqual({
      max_completion_tokens: 9,
    });
  });

  it('go by the base model, not by a deployment’s name', () => {
    const target = { model: 'prod-7', params: { base_model: 'gpt-5-mini' } };
    expect(forward('openai', { max_tokens: 200 }, target)).toEqual({ max_completion_tokens: 200 });
  });

  it.each([
    ['gpt-5-chat-latest', false],
    ['gpt-5.4', true],
    ['gpt-4o', false],
    ['gpt-4.5-preview', false],
    ['o1', true],
    ['openai/o4-mini', true],
    ['omni-moderation', false],
    ['gpt-oss-120b', false],
  ])('take %s for a reasoning model: %s', (model, expected) => {
    expect(isReasoningFamily({ ...TARGET, model })).toBe(expected);
  });

  it('lose cache marks at every depth where marks can stand, and nothing else', () => {
    const mark = { cache_control: { type: 'ephemeral' } };
    const parameters = { type: 'object', properties: { cache_control: { type: 'string' } } };
    const body = {
      messages: [{ role: 'user', content: [{ type: 'text', text: '"cache_control"', ...mark }], ...mark }],
      tools: [{ type: 'function', function: { name: 'f', parameters }, ...mark }],
    };
    expect(forward('openai', body)).toEqual({
      messages: [{ role: 'user', content: [{ type: 'text', text: '"cache_control"' }] }],
      tools: [{ type: 'function', function: { name: 'f', parameters } }],
    });
    expect(forward('openrouter', body)).toEqual(body);
  });

  it('say system for developer to all but OpenAI', () => {
    const body = { messages: [{ role: 'developer', content: 'x' }, user] };
    expect(forward('openai', body)).toEqual(body);
    expect(forward('deepseek', body)).toEqual({ messages: [{ role: 'system', content: 'x' }, user] });
  });

  it('carry images of tool results in a user message after the whole group of results', () => {
    const messages = [
      { role: 'assistant', content: null, tool_calls: [call, { ...call, id: 'call_2' }] },
      { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'saved' }, image] },
      { role: 'tool', tool_call_id: 'call_2', content: 'ok' },
      user,
    ];
    expect(forward('openai', { messages })).toEqual({
      messages: [
        messages[0],
        { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'saved' }] },
        messages[2],
        {
          role: 'user',
          content: [{ type: 'text', text: 'Attachment of the result of tool call call_1:' }, image],
        },
        user,
      ],
    });
  });

  it('give back reasoning the way each provider takes it', () => {
    const told = {
      role: 'assistant',
      content: 'A',
      reasoning_content: 'Hm.',
      thinking_blocks: [{}],
      audio: null,
    };
    const sent = (id: string) => forward(id, { messages: [told] })?.['messages'];
    expect(sent('openai')).toEqual([{ role: 'assistant', content: 'A', audio: null }]);
    expect(sent('deepseek')).toEqual([
      { role: 'assistant', content: 'A', reasoning_content: 'Hm.', audio: null },
    ]);
    expect(sent('groq')).toEqual([{ role: 'assistant', content: 'A', reasoning: 'Hm.', audio: null }]);
    expect(sent('litellm_proxy')).toEqual([told]);
  });

  it('fill in reasoning where its loss would be refused', () => {
    const lost = { role: 'assistant', content: null, tool_calls: [call] };
    expect(forward('deepseek', { messages: [lost] })).toEqual({
      messages: [{ ...lost, reasoning_content: ' ' }],
    });
  });

  it('lose another provider’s signatures from call ids, in calls and results alike', () => {
    const signed = 'call_1__thought__c2ln';
    const messages = [
      { role: 'assistant', tool_calls: [{ ...call, id: signed }] },
      { role: 'tool', tool_call_id: signed, content: 'ok' },
    ];
    expect(forward('openai', { messages })).toEqual({
      messages: [
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'call_1', content: 'ok' },
      ],
    });
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['fireworks_ai', { tools, tool_choice: 'required' }, { tools, tool_choice: 'any' }],
    ['fireworks_ai', { tools, tool_choice: 'auto' }, { tools, tool_choice: 'auto' }],
    ['openai', { tools, parallel_tool_calls: false }, { tools, parallel_tool_calls: false }],
    ['openai', { parallel_tool_calls: false, tool_choice: 'none' }, {}],
    ['openai', { tools: [], parallel_tool_calls: false, tool_choice: 'auto' }, { tools: [] }],
    ['openai', { tool_choice: 'required' }, { tool_choice: 'required' }],
    ['litellm_proxy', { parallel_tool_calls: false }, { parallel_tool_calls: false }],
    ['together_ai', { response_format: { type: 'text' } }, {}],
    [
      'together_ai',
      { response_format: { type: 'json_object' } },
      { response_format: { type: 'json_object' } },
    ],
    ['xai', { messages: [{ ...user, name: 'ann' }] }, { messages: [user] }],
    [
      'hosted_vllm',
      { tools: [{ type: 'function', function: { name: 'f', strict: true } }] },
      { tools: [{ type: 'function', function: { name: 'f' } }] },
    ],
  ])('to %s: %j becomes %j', (id, body, expected) => {
    expect(forward(id, body)).toEqual(expected);
  });

  it('drop what the provider does not take only when the operator says so', () => {
    const body = { logit_bias: { '1': 1 }, temperature: 1 };
    expect(forward('groq', body)).toEqual(body);
    expect(forward('groq', body, { dropParams: true })).toEqual({ temperature: 1 });
  });

  it('get the operator’s presets where the client says nothing, under the provider’s names', () => {
    const params = { temperature: 0.2, max_tokens: 9, timeout: 5, input_cost_per_token: 1 };
    expect(forward('openai', {}, { model: 'o3', params })).toEqual({
      temperature: 0.2,
      max_completion_tokens: 9,
    });
    expect(forward('openai', { max_completion_tokens: 5, temperature: 1 }, { params })).toEqual({
      max_completion_tokens: 5,
      temperature: 1,
    });
  });

  it('are rebuilt when a preset has a name whose absence cannot be seen', () => {
    expect(forward('openai', {}, { params: { chat_template_kwargs: { a: 1 } } })).toBeNull();
  });

  it('with messages that are no list are left to the upstream to refuse', () => {
    expect(forward('openai', { messages: '"cache_control"' })).toEqual({ messages: '"cache_control"' });
  });
});
