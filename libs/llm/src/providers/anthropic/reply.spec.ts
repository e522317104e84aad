import { describe, expect, it } from '@jest/globals';
import { type Json } from '@tollgate/core';
import { isCannot } from '../provider.js';
import { anthropic } from './provider.js';

if (isCannot(anthropic.chat)) throw new Error('Anthropic chats.');
const { chat } = anthropic;

const START =
  '{"type":"message_start","message":{"id":"msg_1","model":"claude","content":[],"usage":{"input_tokens":30,"output_tokens":1}}}';

function read(...payloads: string[]) {
  const decoder = chat.decodeStream();
  const text = payloads.map((payload) => `data: ${payload}\n\n`).join('');
  return [...decoder.push(new TextEncoder().encode(text)), ...decoder.end()];
}

const stopped = (reason: string) =>
  `{"type":"message_delta","delta":{"stop_reason":"${reason}"},"usage":{"output_tokens":9}}`;
const STOP = '{"type":"message_stop"}';
const toolStart =
  '{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"rooms","input":{}}}';
const piece = (json: string) =>
  JSON.stringify({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'input_json_delta', partial_json: json },
  });
const blockStop = '{"type":"content_block_stop","index":0}';

const argumentsOf = (events: ReturnType<typeof read>) =>
  events.flatMap((event) => (event.type === 'tool-call-delta' ? [event.argumentsText] : [])).join('');

describe('tool calls of a streamed message', () => {
  it('without arguments come out as {}', () => {
    expect(argumentsOf(read(START, toolStart, piece(''), blockStop, stopped('tool_use'), STOP))).toBe('{}');
  });

  it('with arguments do not begin with the placeholder of their start', () => {
    expect(argumentsOf(read(START, toolStart, piece('{"n":1}'), blockStop, stopped('tool_use'), STOP))).toBe(
      '{"n":1}',
    );
  });
});

describe('how a message ended', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['pause_turn', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['refusal', 'content_filter'],
    ['a_word_of_the_future', 'stop'],
  ])('%s → %s, and the word itself is kept', (raw, reason) => {
    expect(read(START, stopped(raw), STOP)).toContainEqual({ type: 'finish', choice: 0, reason, raw });
  });

  it('tells which stop text was met', () => {
    const message: Json = {
      id: 'm',
      content: [{ type: 'text', text: 'a' }],
      stop_reason: 'stop_sequence',
      stop_sequence: 'END',
    };
    expect(chat.decodeReply(message)).toContainEqual({
      type: 'finish',
      choice: 0,
      reason: 'stop',
      raw: 'stop_sequence',
      stopSequence: 'END',
    });
  });

  it('is a failure when the upstream says so in the middle, and nothing follows it', () => {
    const failed = '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}';
    const events = read(START, failed, stopped('end_turn'), STOP);
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      fault: { class: 'ServiceUnavailableError', message: 'Overloaded' },
    });
    expect(events.some(({ type }) => type === 'finish' || type === 'message-end')).toBe(false);
  });

  it('is a failure when the stream ends before it said why it stopped, and none when only the end mark is missing', () => {
    expect(read(START).at(-1)).toMatchObject({ type: 'error' });
    expect(read(START, stopped('end_turn')).at(-1)).toEqual({ type: 'message-end' });
  });

  it('is a failure when an event is not JSON, or the body no message', () => {
    expect(read(START, '{"type":').at(-1)).toMatchObject({
      type: 'error',
      fault: { class: 'BadGatewayError' },
    });
    for (const body of [null, 'text', [], {}, { content: 'x' }]) {
      expect(chat.decodeReply(body).at(-1)).toMatchObject({ type: 'error' });
    }
  });
});

describe('JSON through the forced tool', () => {
  it('comes out as the text of an ordinary answer', () => {
    const events = chat.decodeReply({
      id: 'm',
      content: [{ type: 'tool_use', id: 't', name: 'json_tool_call', input: { a: 1 } }],
      stop_reason: 'tool_use',
    });
    expect(events).toContainEqual({ type: 'text-delta', choice: 0, text: '{"a":1}' });
    expect(events).toContainEqual({ type: 'finish', choice: 0, reason: 'stop', raw: 'tool_use' });
    expect(events.some(({ type }) => type === 'tool-call-start')).toBe(false);
  });
});

describe('usage', () => {
  it('is cumulative: what comes later replaces, never adds', () => {
    const usage = read(START, stopped('end_turn'), STOP).filter((event) => event.type === 'usage');
    expect(usage.at(-1)).toMatchObject({ usage: { inputTokens: 30, outputTokens: 9 } });
  });

  it('counts all cache writes as five-minute ones when they are not split', () => {
    const usage = { input_tokens: 1, cache_creation_input_tokens: 10, output_tokens: 2 };
    expect(chat.readUsage(usage)).toMatchObject({
      inputTokens: 11,
      cacheWriteTokens: 10,
      cacheWrite1hTokens: 0,
    });
    expect(chat.readUsage(null)).toBeNull();
  });
});

describe('blocks of server tools', () => {
  it('are carried whole, with the input that came in pieces', () => {
    const start =
      '{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}';
    const events = read(
      START,
      start,
      piece('{"query":'),
      piece('"x"}'),
      blockStop,
      stopped('end_turn'),
      STOP,
    );
    expect(events).toContainEqual({
      type: 'opaque',
      choice: 0,
      wire: 'anthropic-messages',
      value: { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'x' } },
    });
    expect(events).toContainEqual({ type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' });
  });
});

describe('address', () => {
  const target = {
    model: 'm',
    baseUrl: null,
    apiKey: 'sk-ant-1',
    apiVersion: null,
    organization: null,
    headers: { 'Anthropic-Beta': 'a-1' },
    params: {},
    dropParams: false,
  };

  it.each([
    [null, 'https://api.anthropic.com/v1/messages'],
    ['http://127.0.0.1:9/', 'http://127.0.0.1:9/v1/messages'],
    ['http://127.0.0.1:9/v1', 'http://127.0.0.1:9/v1/messages'],
    ['http://h.example/anthropic', 'http://h.example/anthropic/v1/messages'],
    ['http://h.example/v1/messages', 'http://h.example/v1/messages'],
  ])('of base %s is %s', (baseUrl, url) => {
    expect(chat.address({ ...target, baseUrl }, false)).toMatchObject({ url });
  });

  it('carries the key and the version, and joins betas', () => {
    expect(chat.address(target, true)).toMatchObject({
      headers: ['anthropic-version', '2023-06-01', 'x-api-key', 'sk-ant-1', 'anthropic-beta', 'a-1'],
    });
    expect(chat.address({ ...target, apiKey: 'sk-ant-oat1' }, true)).toMatchObject({
      headers: [
        'anthropic-version',
        '2023-06-01',
        'authorization',
        'Bearer sk-ant-oat1',
        'anthropic-beta',
        'oauth-2025-04-20,a-1',
      ],
    });
  });

  it('is refused without a key or with a base that is no URL, and tells neither', () => {
    expect(chat.address({ ...target, apiKey: null }, false)).toMatchObject({
      class: 'ServiceUnavailableError',
    });
    const refused = chat.address({ ...target, baseUrl: 'file:///etc/passwd' }, false);
    expect(refused).toMatchObject({ class: 'ServiceUnavailableError' });
    expect(JSON.stringify(refused)).not.toContain('passwd');
  });
});
