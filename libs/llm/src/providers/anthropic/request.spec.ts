import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { isFailure, type Target } from '../provider.js';
import { encodeRequest } from './request.js';

const TARGET: Target = {
  model: 'claude-sonnet-4-20250514',
  baseUrl: null,
  apiKey: 'k',
  apiVersion: null,
  organization: null,
  headers: {},
  params: {},
  dropParams: false,
};
const HI = { role: 'user', content: 'Hi' };
const TEMP = { type: 'function', function: { name: 'temp', parameters: { type: 'object', properties: {} } } };
const call = (id: string, args = '{}') => ({
  id,
  type: 'function',
  function: { name: 'temp', arguments: args },
});

/** What goes upstream for an OpenAI body; a Failure when it is refused. */
function send(body: JsonObject, target: Partial<Target> = {}): JsonObject {
  const merged = { ...TARGET, ...target };
  const request = openAiChat.decode({ model: 'm', messages: [HI], ...body });
  if (isFailure(request)) return { ...request };
  return { ...encodeRequest({ ...request, model: merged.model }, merged) };
}

const messages = (...list: JsonObject[]) => send({ messages: list })['messages'];

describe('tools of a Messages request', () => {
  it('gives a tool without parameters the schema Anthropic requires', () => {
    const body = send({ tools: [{ type: 'function', function: { name: 'list_rooms' } }] });
    expect(body['tools']).toEqual([{ name: 'list_rooms', input_schema: { type: 'object', properties: {} } }]);
  });

  // Columns: tool_choice, parallel_tool_calls, what Anthropic gets with one tool.
  it.each([
    [undefined, undefined, undefined],
    [undefined, true, undefined],
    [undefined, false, { type: 'auto', disable_parallel_tool_use: true }],
    ['auto', false, { type: 'auto', disable_parallel_tool_use: true }],
    ['required', false, { type: 'any', disable_parallel_tool_use: true }],
    [{ type: 'function', function: { name: 'temp' } }, undefined, { type: 'tool', name: 'temp' }],
    ['none', undefined, { type: 'none' }],
    ['none', false, { type: 'none' }],
  ])('maps tool_choice %j with parallel_tool_calls %j', (toolChoice, parallel, expected) => {
    const members = { tool_choice: toolChoice, parallel_tool_calls: parallel };
    expect(send({ tools: [TEMP], ...members })['tool_choice']).toEqual(expected);
  });

  it.each([
    [undefined, false, undefined],
    ['auto', false, undefined],
    ['none', false, undefined],
    ['required', false, 'tool_choice'],
    [{ type: 'function', function: { name: 'temp' } }, undefined, 'tool_choice'],
  ])('without tools, tool_choice %j is left out or refused', (toolChoice, parallel, param) => {
    const body = send({ tool_choice: toolChoice, parallel_tool_calls: parallel });
    expect(body['tool_choice']).toBeUndefined();
    expect(body['param']).toBe(param);
  });

  it('offers only the allowed tools', () => {
    const other = { type: 'function', function: { name: 'other' } };
    const allowed = { mode: 'required', tools: [{ type: 'function', function: { name: 'temp' } }] };
    const body = send({
      tools: [TEMP, other],
      tool_choice: { type: 'allowed_tools', allowed_tools: allowed },
    });
    expect(body['tools']).toHaveLength(1);
    expect(body['tool_choice']).toEqual({ type: 'any' });
  });

  it('puts results in the order of their calls, before what the user says next', () => {
    const history = [
      HI,
      { role: 'assistant', content: null, tool_calls: [call('call_a'), call('call_b')] },
      { role: 'tool', tool_call_id: 'call_b', content: '19' },
      { role: 'tool', tool_call_id: 'call_a', content: '4' },
      { role: 'user', content: 'So?' },
    ];
    expect(send({ messages: history })['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant' },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'call_a' },
          { type: 'tool_result', tool_use_id: 'call_b' },
          { type: 'text', text: 'So?' },
        ],
      },
    ]);
  });

  it('names the call that has no result, and the arguments that are no JSON', () => {
    const history = (args: string) => [
      HI,
      { role: 'assistant', tool_calls: [call('call_a', args), call('call_b')] },
    ];
    const unanswered = send({
      messages: [...history('{}'), { role: 'tool', tool_call_id: 'call_a', content: '4' }],
    });
    expect(unanswered).toMatchObject({
      class: 'BadRequestError',
      message: expect.stringContaining('call_b'),
    });
    for (const broken of ['{"n":1}{"n":2}', '{"n":']) {
      expect(send({ messages: history(broken) })).toMatchObject({
        class: 'BadRequestError',
        param: 'messages[1].tool_calls[0].function.arguments',
      });
    }
  });

  it('takes empty arguments of history as none, and cleans ids Anthropic would refuse', () => {
    const history = [
      HI,
      { role: 'assistant', content: '', tool_calls: [call('call:1|x', '')] },
      { role: 'tool', tool_call_id: 'call:1|x', content: '' },
    ];
    expect(send({ messages: history })['messages']).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'call_1_x', name: 'temp', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1_x' }] },
    ]);
  });
});

describe('blank text', () => {
  it('never reaches Anthropic, and the roles still alternate', () => {
    expect(messages(HI, { role: 'assistant', content: '  \n' }, { role: 'user', content: 'Sky?' })).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hi' },
          { type: 'text', text: 'Sky?' },
        ],
      },
    ]);
    const picture = { type: 'image_url', image_url: { url: 'https://pictures.example/a.png' } };
    expect(messages({ role: 'user', content: [{ type: 'text', text: '' }, picture] })).toEqual([
      {
        role: 'user',
        content: [{ type: 'image', source: { type: 'url', url: 'https://pictures.example/a.png' } }],
      },
    ]);
  });

  it('keeps two assistant turns apart that only a blank user turn parts', () => {
    const turns = [
      HI,
      { role: 'assistant', content: 'A' },
      { role: 'user', content: ' ' },
      { role: 'assistant', content: 'B' },
    ];
    expect(send({ messages: turns })['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant' },
      { role: 'user' },
      { role: 'assistant' },
    ]);
  });

  it('is refused by name when it is all there is', () => {
    expect(send({ messages: [{ role: 'user', content: '' }] })).toMatchObject({ param: 'messages[0]' });
  });

  it.each([[''], [[{ type: 'text', text: '' }]]])('makes no system prompt out of %j', (content) => {
    expect(send({ messages: [{ role: 'system', content }, HI] })).not.toHaveProperty('system');
  });
});

describe('order of roles', () => {
  it('gathers instructions from anywhere, in order, and loses none', () => {
    const body = send({
      messages: [
        { role: 'system', content: 'Be terse.' },
        HI,
        { role: 'assistant', content: 'Hello.' },
        { role: 'system', content: 'Answer in French.' },
        { role: 'developer', content: 'No emoji.' },
        { role: 'user', content: 'Sky?' },
      ],
    });
    expect(body['system']).toEqual([
      { type: 'text', text: 'Be terse.' },
      { type: 'text', text: 'Answer in French.' },
      { type: 'text', text: 'No emoji.' },
    ]);
    expect(body['messages']).toMatchObject([{ role: 'user' }, { role: 'assistant' }, { role: 'user' }]);
  });

  it('sends a request of instructions alone as a user turn', () => {
    const body = send({ messages: [{ role: 'system', content: 'Give a title.' }] });
    expect(body['messages']).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Give a title.' }] }]);
    expect(body).not.toHaveProperty('system');
  });

  it('continues an assistant turn where the model can, without trailing blanks, and refuses it where it cannot', () => {
    const prefill = [HI, { role: 'assistant', content: 'Sure: { ' }];
    expect(send({ messages: prefill })['messages']).toMatchObject([
      { role: 'user' },
      { content: [{ type: 'text', text: 'Sure: {' }] },
    ]);
    expect(send({ messages: prefill }, { model: 'claude-opus-4-6' })).toMatchObject({
      class: 'BadRequestError',
      param: 'messages[1]',
    });
  });
});

describe('reasoning', () => {
  const think = { reasoning_effort: 'high', max_tokens: 8000, temperature: 0.2, top_k: 5 };

  it('gives a budget below max_tokens, and leaves out what thinking excludes', () => {
    const body = send(think);
    const { budget_tokens: budget } = body['thinking'] as { budget_tokens: number };
    expect(budget).toBeGreaterThanOrEqual(1024);
    expect(budget).toBeLessThan(8000);
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('top_k');
  });

  it.each([
    ['no legal budget fits', { ...think, max_tokens: 600 }],
    ['a tool call is forced', { ...think, tools: [TEMP], tool_choice: 'required' }],
    ['the effort is none', { ...think, reasoning_effort: 'none' }],
    ['nobody asked for it', { max_tokens: 8000 }],
    [
      'the tool loop lost its thinking',
      {
        ...think,
        messages: [
          HI,
          { role: 'assistant', tool_calls: [call('a')] },
          { role: 'tool', tool_call_id: 'a', content: '1' },
        ],
      },
    ],
  ])('is left out when %s', (_, body) => {
    expect(send(body)).not.toHaveProperty('thinking');
    expect(send(body)).not.toHaveProperty('class');
  });

  it('is adaptive, with an effort and no budget, for models that think so', () => {
    const body = send({ reasoning_effort: 'high' }, { model: 'claude-opus-4-7' });
    expect(body['thinking']).toEqual({ type: 'adaptive' });
    expect(body['output_config']).toEqual({ effort: 'high' });
  });

  it('goes back signed in a tool loop, byte for byte and before the call', () => {
    const blocks = [
      { type: 'thinking', thinking: 'Hm.', signature: 'c2ln+/==' },
      { type: 'redacted_thinking', data: 'ZW5j' },
    ];
    const body = send({
      ...think,
      messages: [
        HI,
        { role: 'assistant', reasoning_content: 'Hm.', thinking_blocks: blocks, tool_calls: [call('a')] },
        { role: 'tool', tool_call_id: 'a', content: '1' },
      ],
    });
    expect(body['messages']).toMatchObject([{}, { content: [...blocks, { type: 'tool_use' }] }, {}]);
    expect(body).toHaveProperty('thinking.type', 'enabled');
  });

  it('of another provider, unsigned, is not passed off as Claude’s', () => {
    expect(messages(HI, { role: 'assistant', content: 'A', reasoning_content: 'Hm.' }, HI)).toMatchObject([
      {},
      { content: [{ type: 'text', text: 'A' }] },
      {},
    ]);
  });
});

describe('bounds and parameters', () => {
  it.each([
    ['claude-3-haiku-20240307', 4_096],
    ['claude-3-5-sonnet-20241022', 8_192],
    ['claude-opus-4-1-20250805', 32_000],
    ['claude-sonnet-4-5', 64_000],
    ['claude-opus-4-6', 128_000],
  ])('gives %s its own output limit when the client gives none', (model, limit) => {
    expect(send({}, { model })['max_tokens']).toBe(limit);
  });

  it('decides by base_model where the name is an alias', () => {
    expect(send({}, { model: 'prod', params: { base_model: 'claude-3-haiku-20240307' } })['max_tokens']).toBe(
      4_096,
    );
  });

  it('sends what the operator presets, unless the client says otherwise', () => {
    const params = { temperature: 0.3, max_tokens: 50, rpm: 7, vertex_project: 'p', reasoning_effort: null };
    expect(send({}, { params })).toMatchObject({ temperature: 0.3, max_tokens: 50 });
    expect(send({ temperature: 0.9 }, { params })).toMatchObject({ temperature: 0.9, max_tokens: 50 });
    expect(send({}, { params })).not.toHaveProperty('rpm');
  });

  it('refuses sampling that the newest models no longer take, and one of two that exclude each other', () => {
    expect(send({ temperature: 0.2 }, { model: 'claude-opus-4-8' })).toMatchObject({ param: 'temperature' });
    expect(send({ temperature: 0.2 }, { model: 'claude-opus-4-8', dropParams: true })).not.toHaveProperty(
      'temperature',
    );
    const both = send({ temperature: 0.2, top_p: 0.9 }, { model: 'claude-opus-4-1', dropParams: true });
    expect(both).toMatchObject({ temperature: 0.2 });
    expect(both).not.toHaveProperty('top_p');
  });

  it('passes on members that are Anthropic’s own, and none that are the gateway’s', () => {
    const body = send({
      container: 'c1',
      mock_response: 'x',
      metadata: { tags: ['a'] },
      user: 'u-1',
      store: false,
    });
    expect(body).toMatchObject({ container: 'c1', metadata: { user_id: 'u-1' } });
    expect(body).not.toHaveProperty('mock_response');
    expect(body).not.toHaveProperty('store');
  });

  it('keeps a mail address from Anthropic, which refuses it', () => {
    expect(send({ user: 'ann@corp.example' })).not.toHaveProperty('metadata');
  });
});

describe('structured output', () => {
  const schema = {
    type: 'object',
    properties: { age: { type: 'integer', minimum: 0 }, minimum: { type: 'string' } },
    required: ['age'],
  };
  const format = { type: 'json_schema', json_schema: { name: 'a', schema } };

  it('is native where the model has it: objects closed, bounds told in words, property names kept', () => {
    const body = send({ response_format: format }, { model: 'claude-sonnet-4-5' });
    expect(body['output_config']).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: { age: { type: 'integer', description: '(minimum: 0)' }, minimum: { type: 'string' } },
          required: ['age'],
          additionalProperties: false,
        },
      },
    });
    expect(body).not.toHaveProperty('tools');
  });

  it('lets the model choose between the JSON tool and the client’s own', () => {
    const body = send({ response_format: format, tools: [TEMP] });
    expect(body['tools']).toMatchObject([{ name: 'temp' }, { name: 'json_tool_call' }]);
    expect(body['tool_choice']).toEqual({ type: 'any' });
  });
});

describe('cache marks', () => {
  const mark = { cache_control: { type: 'ephemeral' } };

  it('are at most four: the last ones, with their life', () => {
    const block = (n: number, more: object) => ({ type: 'text', text: `t${n}`, ...more });
    const body = send({
      tools: [{ ...TEMP, ...mark }],
      messages: [
        { role: 'system', content: [block(1, mark), block(2, mark)] },
        {
          role: 'user',
          content: [block(3, { cache_control: { type: 'ephemeral', ttl: '1h' } }), block(4, mark)],
        },
      ],
    });
    expect(JSON.stringify(body).match(/cache_control/g)).toHaveLength(4);
    expect(JSON.stringify(body['tools'])).not.toContain('cache_control');
    expect(body['messages']).toMatchObject([{ content: [{ cache_control: { ttl: '1h' } }, mark] }]);
  });

  it('on a message count once, at its last block', () => {
    const parts = [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    expect(messages({ role: 'user', content: parts, ...mark })).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b', ...mark },
        ],
      },
    ]);
  });
});

describe('parts Anthropic cannot take', () => {
  it.each([
    [{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } }, 'messages[0].content[0]'],
    [{ type: 'video_url', video_url: { url: 'https://videos.example/a.mp4' } }, 'messages[0].content[0]'],
    [{ type: 'image_url', image_url: { url: 'data:image/tiff;base64,AAAA' } }, 'messages[0].content[0]'],
    [{ type: 'file', file: { file_data: 'data:application/msword;base64,AAAA' } }, 'messages[0].content[0]'],
  ])('are refused at their place, also with drop_params: %j', (part, param) => {
    const body = { messages: [{ role: 'user', content: [part] }] };
    expect(send(body, { dropParams: true })).toMatchObject({ param });
  });

  it('are not text files, which are sent as text', () => {
    const file = { type: 'file', file: { filename: 'a.txt', file_data: 'data:text/plain;base64,TsO4' } };
    expect(messages({ role: 'user', content: [file] })).toMatchObject([
      { content: [{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Nø' } }] },
    ]);
  });
});
