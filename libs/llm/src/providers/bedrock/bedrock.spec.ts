import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { isCannot, isFailure, type Target } from '../provider.js';
import { frame, frameEvents } from './event-frames.suite.js';
import { bedrock } from './provider.js';

const ability = bedrock.chat;
if (isCannot(ability)) throw new Error('It chats.');
const chat = ability;

const CLAUDE = 'anthropic.claude-sonnet-4-20250514-v1:0';

function target(model: string, params: Target['params'] = {}): Target {
  return {
    model,
    baseUrl: null,
    apiKey: null,
    apiVersion: null,
    organization: null,
    headers: {},
    params,
    dropParams: false,
  };
}

function encode(body: JsonObject, model = CLAUDE, params: Target['params'] = {}) {
  const request = openAiChat.decode({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...body });
  if (isFailure(request)) throw new Error(request.message);
  return chat.encode(request, target(model, params));
}

function urlOf(model: string, params: Target['params'] = {}, stream = false): string {
  const address = chat.address(target(model, params), stream);
  if (isFailure(address)) throw new Error(address.message);
  return address.url;
}

const user = (content: Json) => ({ role: 'user', content });
const assistant = (content: Json, ...calls: JsonObject[]) => ({
  role: 'assistant',
  content,
  ...(calls.length === 0 ? {} : { tool_calls: calls }),
});
const call = (id: string, args = '{}', name = 'temp') => ({
  id,
  type: 'function',
  function: { name, arguments: args },
});
const tool = { type: 'function', function: { name: 'temp' } };
const png = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
const image = { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } };

describe('where Bedrock is called', () => {
  it.each([
    [
      CLAUDE,
      {},
      'https://bedrock-runtime.us-west-2.amazonaws.com/model/anthropic.claude-sonnet-4-20250514-v1%3A0/converse',
    ],
    [
      'converse/us.amazon.nova-pro-v1:0',
      { aws_region_name: 'us-east-1' },
      'https://bedrock-runtime.us-east-1.amazonaws.com/model/us.amazon.nova-pro-v1%3A0/converse',
    ],
    [
      'eu-central-1/anthropic.claude-v2',
      {},
      'https://bedrock-runtime.eu-central-1.amazonaws.com/model/anthropic.claude-v2/converse',
    ],
    [
      'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-x',
      {},
      'https://bedrock-runtime.eu-west-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.anthropic.claude-x/converse',
    ],
    [
      CLAUDE,
      { model_id: 'arn:aws:bedrock:us-east-2:1:application-inference-profile/abc' },
      'https://bedrock-runtime.us-east-2.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aus-east-2%3A1%3Aapplication-inference-profile%2Fabc/converse',
    ],
    [
      CLAUDE,
      { aws_region_name: 'cn-north-1' },
      'https://bedrock-runtime.cn-north-1.amazonaws.com.cn/model/anthropic.claude-sonnet-4-20250514-v1%3A0/converse',
    ],
    [
      CLAUDE,
      { aws_bedrock_runtime_endpoint: 'https://vpce.example/' },
      'https://vpce.example/model/anthropic.claude-sonnet-4-20250514-v1%3A0/converse',
    ],
  ])('%s %j', (model, params, url) => {
    expect(urlOf(model, params)).toBe(url);
    expect(urlOf(model, params, true)).toBe(`${url}-stream`);
  });

  it('signs with what the operator gave, or sends a Bedrock API key as it is', () => {
    const params = {
      aws_access_key_id: 'A',
      aws_secret_access_key: 'S',
      aws_role_name: 'arn:role',
      aws_external_id: 'x',
    };
    expect(chat.address(target(CLAUDE, params), false)).toMatchObject({
      credential: {
        kind: 'aws',
        region: 'us-west-2',
        service: 'bedrock',
        accessKeyId: 'A',
        secretAccessKey: 'S',
        roleArn: 'arn:role',
        externalId: 'x',
        profile: null,
      },
    });
    const keyed = chat.address({ ...target(CLAUDE), apiKey: 'bedrock-key' }, false);
    expect(keyed).toMatchObject({ headers: ['authorization', 'Bearer bedrock-key'] });
    expect(keyed).not.toHaveProperty('credential');
  });
});

describe('turns for Bedrock', () => {
  it('puts results of parallel calls in the order of the calls, whatever the order they came in (B01)', () => {
    const body = encode({
      tools: [tool],
      messages: [
        user('Oslo and Rome?'),
        assistant(null, call('call_a'), call('call_b')),
        { role: 'tool', tool_call_id: 'call_b', content: '19' },
        { role: 'tool', tool_call_id: 'call_a', content: '4' },
        user('Which?'),
      ],
    });
    expect(body).toHaveProperty('messages.2.content', [
      { toolResult: { toolUseId: 'call_a', content: [{ text: '4' }] } },
      { toolResult: { toolUseId: 'call_b', content: [{ text: '19' }] } },
      { text: 'Which?' },
    ]);
  });

  it('leaves blank text out, keeps turns alternating, and never sends a result without a block (B07)', () => {
    const body = encode({
      tools: [tool],
      messages: [
        { role: 'system', content: '' },
        user('a'),
        assistant('', call('c1', '')),
        { role: 'tool', tool_call_id: 'c1', content: '' },
        assistant('b'),
        user(' '),
        assistant('c'),
        user([{ type: 'text', text: '' }, png]),
      ],
    });
    expect(body).not.toHaveProperty('system');
    expect(body).toHaveProperty('messages', [
      { role: 'user', content: [{ text: 'a' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 'c1', name: 'temp', input: {} } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 'c1', content: [{ text: '(no result)' }] } }] },
      { role: 'assistant', content: [{ text: 'b' }] },
      { role: 'user', content: [{ text: '(no message)' }] },
      { role: 'assistant', content: [{ text: 'c' }] },
      { role: 'user', content: [image] },
    ]);
    expect(encode({ messages: [user('')] })).toMatchObject({
      class: 'BadRequestError',
      param: 'messages[0]',
    });
  });

  it('joins neighbours, begins with a user turn, and asks instructions alone as the user’s (B08)', () => {
    expect(encode({ messages: [user('a'), user('b')] })).toHaveProperty('messages', [
      { role: 'user', content: [{ text: 'a' }, { text: 'b' }] },
    ]);
    expect(encode({ messages: [assistant('Hello.'), user('Hi')] })).toHaveProperty('messages.0', {
      role: 'user',
      content: [{ text: '(no message)' }],
    });
    expect(encode({ messages: [{ role: 'system', content: 'Title?' }] })).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'Title?' }] }],
    });
    const moved = encode({ messages: [user('Hi'), { role: 'developer', content: 'No emoji.' }] });
    expect(moved).toMatchObject({ system: [{ text: 'No emoji.' }], messages: [{ role: 'user' }] });
  });

  it('keeps an image inside a result only where the model takes it there (B04)', () => {
    const shot = {
      tools: [tool],
      messages: [
        user('Shoot.'),
        assistant(null, call('c1')),
        { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: 'saved' }, png] },
      ],
    };
    const inside = { toolResult: { toolUseId: 'c1', content: [{ text: 'saved' }, image] } };
    expect(encode(shot, 'us.amazon.nova-pro-v1:0')).toHaveProperty('messages.2.content', [inside]);
    const result = { toolResult: { toolUseId: 'c1', content: [{ text: 'saved' }] } };
    expect(encode(shot, 'meta.llama3-2-90b-instruct-v1:0')).toHaveProperty('messages.2.content', [
      result,
      image,
    ]);
  });

  it('refuses an image by URL, naming its place and the way out', () => {
    const url = { type: 'image_url', image_url: { url: 'https://x.example/a.png' } };
    expect(encode({ messages: [user([{ type: 'text', text: 'What?' }, url])] })).toMatchObject({
      class: 'UnsupportedParamsError',
      param: 'messages[0].content[1]',
      message: expect.stringContaining('data: URL'),
    });
  });

  it('refuses to continue an assistant turn on a model that cannot, and trims its end on one that can (B08b)', () => {
    const messages = [user('JSON?'), assistant('Sure: { ')];
    expect(encode({ messages })).toHaveProperty('messages.1.content', [{ text: 'Sure: {' }]);
    expect(encode({ messages }, 'us.anthropic.claude-opus-4-6-v1')).toMatchObject({ param: 'messages[1]' });
  });

  it('sends signed reasoning back, and drops what another model thought', () => {
    const reasoning = {
      reasoning_content: 'Hm.',
      thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }],
    };
    const messages = [user('a'), { ...assistant('b'), ...reasoning }, user('c')];
    expect(encode({ messages })).toHaveProperty('messages.1.content', [
      { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
      { text: 'b' },
    ]);
    expect(encode({ messages }, 'us.amazon.nova-pro-v1:0')).toHaveProperty('messages.1.content', [
      { text: 'b' },
    ]);
  });

  it('turns each cache mark into a block of its own, four at most, none where the model refuses them (B11)', () => {
    const marked = (text: string, ttl?: string) => ({
      type: 'text',
      text,
      cache_control: { type: 'ephemeral', ...(ttl ? { ttl } : {}) },
    });
    const messages = [{ role: 'system', content: [marked('s', '1h')] }, user([marked('u')])];
    const tools = [{ ...tool, cache_control: { type: 'ephemeral' } }];
    expect(encode({ messages, tools })).toMatchObject({
      system: [{ text: 's' }, { cachePoint: { type: 'default', ttl: '1h' } }],
      messages: [{ content: [{ text: 'u' }, { cachePoint: { type: 'default' } }] }],
      toolConfig: { tools: [{ toolSpec: { name: 'temp' } }, { cachePoint: { type: 'default' } }] },
    });
    const many = JSON.stringify(
      encode({ messages: [user(['1', '2', '3', '4', '5', '6'].map((text) => marked(text)))] }),
    );
    expect(many.match(/cachePoint/g)).toHaveLength(4);
    expect(JSON.stringify(encode({ messages, tools }, 'meta.llama3-1-70b-instruct-v1:0'))).not.toContain(
      'cachePoint',
    );
  });
});

describe('tool choice on Bedrock (B03)', () => {
  it.each([
    ['required', { any: {} }],
    ['auto', { auto: {} }],
    [{ type: 'function', function: { name: 'temp' } }, { tool: { name: 'temp' } }],
  ])('%j', (tool_choice, toolChoice) => {
    expect(encode({ tools: [tool], tool_choice })).toHaveProperty('toolConfig.toolChoice', toolChoice);
  });

  it('offers no tool for none, and says the choice in one place when calls may not be parallel', () => {
    expect(encode({ tools: [tool], tool_choice: 'none', parallel_tool_calls: false })).not.toHaveProperty(
      'toolConfig',
    );
    const body = encode({ tools: [tool], tool_choice: 'required', parallel_tool_calls: false });
    expect(body).toMatchObject({
      additionalModelRequestFields: { tool_choice: { type: 'any', disable_parallel_tool_use: true } },
    });
    expect(body).not.toHaveProperty('toolConfig.toolChoice');
    expect(encode({ parallel_tool_calls: false, tool_choice: 'auto' })).not.toHaveProperty(
      'additionalModelRequestFields',
    );
  });

  it('declares a tool when the history holds calls and none is offered, for Bedrock demands it', () => {
    const messages = [
      user('a'),
      assistant(null, call('c1')),
      { role: 'tool', tool_call_id: 'c1', content: '4' },
    ];
    expect(encode({ messages })).toHaveProperty('toolConfig.tools.0.toolSpec.name', 'no_tool');
  });

  it('names what a family cannot do', () => {
    const forced = { tools: [tool], tool_choice: { type: 'function', function: { name: 'temp' } } };
    expect(encode(forced, 'mistral.mistral-large-2407-v1:0')).toMatchObject({ param: 'tool_choice' });
    expect(encode({ tools: [tool], parallel_tool_calls: false }, 'us.amazon.nova-pro-v1:0')).toMatchObject({
      param: 'parallel_tool_calls',
    });
    expect(encode({ reasoning_effort: 'high' }, 'meta.llama3-1-70b-instruct-v1:0')).toMatchObject({
      param: 'reasoning_effort',
    });
    expect(
      encode({ response_format: { type: 'json_object' } }, 'meta.llama3-1-70b-instruct-v1:0'),
    ).toMatchObject({ param: 'response_format' });
  });
});

describe('parameters on Bedrock', () => {
  it('gives each family its own words', () => {
    expect(
      encode({ max_tokens: 9, temperature: 1.4, top_p: 0.5, top_k: 3 }, 'us.amazon.nova-pro-v1:0'),
    ).toMatchObject({
      inferenceConfig: { maxTokens: 9, temperature: 1, topP: 0.5 },
      additionalModelRequestFields: { inferenceConfig: { topK: 3 } },
    });
    expect(encode({ reasoning_effort: 'high' }, 'us.amazon.nova-2-lite-v1:0')).toMatchObject({
      additionalModelRequestFields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } },
    });
    expect(encode({ reasoning_effort: 'low' }, 'openai.gpt-oss-120b-1:0')).toMatchObject({
      additionalModelRequestFields: { reasoning_effort: 'low' },
    });
    expect(encode({ reasoning_effort: 'high' }, 'us.anthropic.claude-opus-4-7')).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
    });
  });

  it('asks for JSON by a schema where the model holds to one', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    const body = encode(
      { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } },
      'anthropic.claude-haiku-4-5-20251001-v1:0',
    );
    expect(body).toHaveProperty('outputConfig.textFormat', {
      type: 'json_schema',
      structure: {
        jsonSchema: { name: 'answer', schema: JSON.stringify({ ...schema, additionalProperties: false }) },
      },
    });
  });

  it('passes a guardrail on, and decides the family of an ARN by base_model', () => {
    const guardrailConfig = { guardrailIdentifier: 'g', guardrailVersion: '1' };
    expect(encode({ guardrailConfig })).toMatchObject({ guardrailConfig });
    const arn = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/abc';
    const params = { base_model: 'anthropic.claude-sonnet-4-20250514-v1:0' };
    expect(encode({ reasoning_effort: 'low', max_tokens: 8000 }, arn, params)).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2048 } },
    });
  });
});

const START = '{"messageStart":{"role":"assistant"}}';
const PAR = '{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"text":"Par"}}}';
const STOP = (reason: string) => `{"messageStop":{"stopReason":"${reason}"}}`;

function decode(...pieces: Uint8Array[]): ChatEvent[] {
  const decoder = chat.decodeStream();
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end()];
}

describe('streams of Bedrock', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
    ['something_new', 'stop'],
  ])('reads the reason %s as %s (B14)', (raw, reason) => {
    expect(decode(frameEvents([START, PAR, STOP(raw)]))).toContainEqual({
      type: 'finish',
      choice: 0,
      reason,
      raw,
    });
  });

  it('ends with an exception that comes inside it, classified and without a finish (B17)', () => {
    const exception = frame(
      { ':message-type': 'exception', ':exception-type': 'throttlingException' },
      '{"message":"Too many requests, please wait."}',
    );
    const events = decode(frameEvents([START, PAR]), exception, frameEvents([STOP('end_turn')]));
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      fault: { class: 'RateLimitError', status: null, type: 'ThrottlingException' },
    });
    expect(events.some((event) => event.type === 'finish')).toBe(false);
  });

  it('calls a frame with a wrong checksum a fault of the upstream, and reads nothing after it', () => {
    const bytes = frameEvents([START, PAR]);
    const damaged = Uint8Array.from(bytes);
    damaged[damaged.length - 8]! ^= 0xff;
    const events = decode(damaged, frameEvents([STOP('end_turn')]));
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      fault: { class: 'BadGatewayError', message: expect.stringContaining('damaged') },
    });
    expect(events.filter((event) => event.type === 'error')).toHaveLength(1);
  });

  it('does not wait for a frame of impossible length', () => {
    const events = chat.decodeStream().push(Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
    expect(events).toMatchObject([{ type: 'error', fault: { class: 'BadGatewayError' } }]);
  });

  it('is complete without usage when it said why it stopped, and not when a frame was cut', () => {
    expect(decode(frameEvents([START, PAR, STOP('end_turn')])).at(-1)).toEqual({ type: 'message-end' });
    const cut = frameEvents([
      START,
      PAR,
      STOP('end_turn'),
      '{"metadata":{"usage":{"inputTokens":1,"outputTokens":1}}}',
    ]);
    expect(decode(cut.subarray(0, -3)).at(-1)).toMatchObject({ type: 'error' });
  });

  it('keeps encrypted reasoning, which has no text', () => {
    const redacted =
      '{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"reasoningContent":{"redactedContent":"AAEC"}}}}';
    expect(decode(frameEvents([START, redacted, STOP('end_turn')]))).toContainEqual({
      type: 'reasoning-end',
      choice: 0,
      signature: null,
      redacted: 'AAEC',
    });
  });
});
