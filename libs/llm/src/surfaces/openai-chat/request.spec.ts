import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import fc from 'fast-check';
import { encodeRequest } from '../../providers/compatible/request.js';
import { isFailure } from '../../providers/provider.js';
import { decodeRequest } from './request.js';

const user = { role: 'user', content: 'Hi' };
const call = (args: Json = '{}') => ({
  id: 'c1',
  type: 'function',
  function: { name: 'f', arguments: args },
});
const withCall = (args: Json) => [user, { role: 'assistant', tool_calls: [call(args)] }];
const answer = { role: 'tool', tool_call_id: 'c1', content: 'ok' };
const part = (value: JsonObject) => ({ messages: [{ role: 'user', content: [value] }] });
const url = (value: Json) => part({ type: 'image_url', image_url: { url: value } });

describe('a chat request that is wrong', () => {
  it.each<[string | null, Json]>([
    [null, null],
    [null, []],
    [null, 'text'],
    ['model', { messages: [user] }],
    ['model', { model: '', messages: [user] }],
    ['model', { model: 'a\u0000b', messages: [user] }],
    ['model', { model: 5, messages: [user] }],
    ['messages', { model: 'm' }],
    ['messages', { model: 'm', messages: [] }],
    ['messages', { model: 'm', messages: 'Hi' }],
    ['messages[0]', { model: 'm', messages: ['Hi'] }],
    ['messages[0].role', { model: 'm', messages: [{ role: 'robot', content: 'x' }] }],
    ['messages[0].content', { model: 'm', messages: [{ role: 'user' }] }],
    ['messages[0].content', { model: 'm', messages: [{ role: 'user', content: 5 }] }],
    ['messages[0].content[0].type', { model: 'm', ...part({ type: 'hologram' }) }],
    ['messages[0].content[0].text', { model: 'm', ...part({ type: 'text' }) }],
    ['messages[0].content[0].image_url.url', { model: 'm', ...url('ftp://x/y.png') }],
    ['messages[0].content[0].image_url.url', { model: 'm', ...url('data:image/png,notbase64') }],
    ['messages[0].content[0].image_url.url', { model: 'm', ...url('data:image/png;base64,äöü') }],
    [
      'messages[1].tool_calls[0].function.arguments',
      { model: 'm', messages: [...withCall('{"n":'), answer] },
    ],
    ['messages[1].tool_calls[0].function.arguments', { model: 'm', messages: [...withCall('[1]'), answer] }],
    [
      'messages[1].tool_calls[0].function.arguments',
      { model: 'm', messages: [...withCall({ a: 1 }), answer] },
    ],
    ['messages[1].tool_calls[0]', { model: 'm', messages: withCall('{}') }],
    ['messages[1].tool_call_id', { model: 'm', messages: [user, answer] }],
    ['temperature', { model: 'm', messages: [user], temperature: 'hot' }],
    ['max_tokens', { model: 'm', messages: [user], max_tokens: 0 }],
    ['max_tokens', { model: 'm', messages: [user], max_tokens: 1.5 }],
    ['n', { model: 'm', messages: [user], n: 1000 }],
    ['stop[1]', { model: 'm', messages: [user], stop: ['a', 5] }],
    ['stream', { model: 'm', messages: [user], stream: 'yes' }],
    ['tools[0].function', { model: 'm', messages: [user], tools: [{ type: 'function' }] }],
    ['tools[0].function.name', { model: 'm', messages: [user], tools: [{ type: 'function', function: {} }] }],
    ['tool_choice', { model: 'm', messages: [user], tool_choice: 'required' }],
    ['response_format.type', { model: 'm', messages: [user], response_format: { type: 'xml' } }],
    ['reasoning_effort', { model: 'm', messages: [user], reasoning_effort: 'very' }],
    ['logit_bias.5', { model: 'm', messages: [user], logit_bias: { '5': 'x' } }],
  ])('is refused with 400 and the path %s: %j', (param, body) => {
    expect(decodeRequest(body)).toMatchObject({ class: 'BadRequestError', param });
  });

  it('is refused when it is nested beyond reason, without exhausting the stack', () => {
    let deep: Json = 1;
    for (let i = 0; i < 200_000; i += 1) deep = [deep];
    expect(decodeRequest({ model: 'm', messages: [user], x: deep })).toMatchObject({
      class: 'BadRequestError',
    });
  });

  it('is never answered by a throw, whatever it is', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const member = fc.constantFrom(
      'model',
      'messages',
      'tools',
      'tool_choice',
      'stop',
      'thinking',
      'response_format',
    );
    fc.assert(
      fc.property(fc.dictionary(member, value), value, (body, message) => {
        decodeRequest({ model: 'm', messages: [user], ...(body as JsonObject) });
        decodeRequest({
          model: 'm',
          messages: [message, { role: 'assistant', tool_calls: message }],
        });
      }),
    );
  });
});

/** A body that says everything there is a word for. */
const RICH = {
  model: 'm',
  messages: [
    {
      role: 'system',
      content: [{ type: 'text', text: 'Be terse.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
    },
    { role: 'developer', content: 'No emoji.', name: 'dev' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
        { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
        { type: 'file', file: { file_id: 'file-1' } },
      ],
    },
    {
      role: 'assistant',
      content: 'Calling.',
      reasoning_content: 'Hm.',
      thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }],
      tool_calls: [
        call('{"a": 1.0}'),
        { id: 'c2', type: 'custom', custom: { name: 'patch', input: '*** x' } },
      ],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'ok' },
    { role: 'tool', tool_call_id: 'c2', content: 'done' },
    { role: 'assistant', content: null, refusal: 'No.' },
    { role: 'user', content: 'Why?' },
  ],
  tools: [
    {
      type: 'function',
      function: { name: 'f', description: 'd', parameters: { type: 'object' }, strict: true },
    },
    { type: 'custom', custom: { name: 'patch', format: { type: 'text' } } },
  ],
  tool_choice: { type: 'function', function: { name: 'f' } },
  parallel_tool_calls: false,
  max_completion_tokens: 7,
  temperature: 0,
  top_p: 0.5,
  top_k: 3,
  stop: ['a', 'b'],
  seed: -1,
  n: 2,
  presence_penalty: 0,
  frequency_penalty: 1,
  logit_bias: { '5': -100 },
  logprobs: true,
  top_logprobs: 2,
  response_format: {
    type: 'json_schema',
    json_schema: { name: 's', schema: { type: 'object' }, strict: false },
  },
  reasoning_effort: 'low',
  user: 'u',
  service_tier: 'flex',
  stream: true,
  stream_options: { include_usage: true },
  verbosity: 'low',
  store: true,
};

describe('a chat request that is right', () => {
  it('survives the way into the hub and out again, member by member', () => {
    const request = decodeRequest(RICH);
    if (isFailure(request)) throw new Error(request.message);
    expect(encodeRequest(request)).toEqual(RICH);
  });

  it('loses what is meant for the gateway, and nothing else', () => {
    const request = decodeRequest({
      model: 'm',
      messages: [user],
      tags: ['a'],
      fallbacks: ['b'],
      metadata: {},
      custom: 1,
    });
    expect(request).toMatchObject({ extra: { custom: 1 } });
    expect(request).not.toHaveProperty('extra.tags');
  });

  it('takes null for absent', () => {
    const request = decodeRequest({
      model: 'm',
      messages: [user],
      temperature: null,
      tools: null,
      stop: null,
      n: null,
    });
    expect(request).toMatchObject({ temperature: null, tools: [], stop: [], n: 1 });
  });

  it('prefers the newer name of the bound', () => {
    const request = decodeRequest({
      model: 'm',
      messages: [user],
      max_tokens: 200,
      max_completion_tokens: 300,
    });
    expect(request).toMatchObject({ maxOutputTokens: 300 });
  });

  it('reads the deprecated functions as tools, and their calls and results as one pair', () => {
    const request = decodeRequest({
      model: 'm',
      functions: [{ name: 'f', parameters: { type: 'object' } }],
      function_call: { name: 'f' },
      messages: [
        user,
        { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
        { role: 'function', name: 'f', content: '1' },
      ],
    });
    expect(request).toMatchObject({
      legacyFunctions: true,
      tools: [{ type: 'function', name: 'f' }],
      toolChoice: { type: 'tool', name: 'f' },
      messages: [{}, { parts: [{ type: 'tool-call', id: 'call_f' }] }, { role: 'tool', callId: 'call_f' }],
    });
  });

  it.each<[JsonObject, object | null]>([
    [{}, null],
    [{ reasoning_effort: 'high' }, { effort: 'high', budgetTokens: null }],
    [{ thinking: { type: 'enabled', budget_tokens: 2048 } }, { effort: null, budgetTokens: 2048 }],
    [{ thinking: { type: 'adaptive' } }, { effort: null, budgetTokens: null }],
    [
      { thinking: { type: 'disabled' }, reasoning_effort: 'high' },
      { effort: 'none', budgetTokens: null },
    ],
  ])('reads %j as reasoning', (members, reasoning) => {
    expect(decodeRequest({ model: 'm', messages: [user], ...members })).toMatchObject({ reasoning });
  });

  it('takes a thought signature out of a call id again', () => {
    const id = 'c1__thought__c2ln';
    const request = decodeRequest({
      model: 'm',
      messages: [
        user,
        { role: 'assistant', tool_calls: [{ ...call(), id }] },
        { ...answer, tool_call_id: id },
      ],
    });
    expect(request).toMatchObject({
      messages: [{}, { parts: [{ id: 'c1', signature: 'c2ln' }] }, { callId: 'c1' }],
    });
  });
});
