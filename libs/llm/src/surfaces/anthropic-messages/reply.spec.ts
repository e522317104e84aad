import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject, NO_USAGE } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { anthropicMessages } from './surface.js';

const CONTEXT = { id: 'msg_1', created: 0, model: 'smart', includeUsage: true, costOfUsage: null };
const USAGE = { ...NO_USAGE, inputTokens: 50, outputTokens: 20 };

/** B35: text, reasoning, text, reasoning and a call, as an OpenAI-compatible upstream mixes them. */
const MIXED: ChatEvent[] = [
  { type: 'message-start', id: 'x', model: 'm', created: 1 },
  { type: 'text-delta', choice: 0, text: '' },
  { type: 'text-delta', choice: 0, text: '\n' },
  { type: 'reasoning-delta', choice: 0, text: 'Let ' },
  { type: 'reasoning-delta', choice: 0, text: 'me.' },
  { type: 'text-delta', choice: 0, text: 'Ans' },
  { type: 'text-delta', choice: 0, text: 'wer' },
  { type: 'reasoning-delta', choice: 0, text: 'Hm' },
  { type: 'tool-call-start', choice: 0, call: 0, id: 'c1', name: 'ls', signature: null },
  { type: 'tool-call-delta', choice: 0, call: 0, argumentsText: '{"p":' },
  { type: 'tool-call-delta', choice: 0, call: 0, argumentsText: '"/"}' },
  { type: 'finish', choice: 0, reason: 'tool_calls' },
  { type: 'usage', usage: USAGE },
  { type: 'message-end' },
];

const text = (value: Json | undefined) => (typeof value === 'string' ? value : '');

function streamed(events: readonly ChatEvent[]): JsonObject[] {
  const encoder = anthropicMessages.encodeStream(CONTEXT);
  const frames = events.map((event) => encoder.push([event])).join('') + encoder.end();
  return frames
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => {
      const [event, data] = frame.split('\n');
      const body = JSON.parse(data?.slice('data: '.length) ?? '') as JsonObject;
      expect(event).toBe(`event: ${text(body['type'])}`);
      return body;
    });
}

/** What a client makes of a stream. */
function put(events: readonly JsonObject[]): unknown[] {
  const blocks: { block: JsonObject; deltas: JsonObject[]; open: boolean }[] = [];
  for (const event of events) {
    const at = blocks[Number(event['index'])];
    if (event['type'] === 'content_block_start') {
      expect(event['index']).toBe(blocks.length);
      expect(blocks.every(({ open }) => !open)).toBe(true);
      blocks.push({ block: event['content_block'] as JsonObject, deltas: [], open: true });
    } else if (event['type'] === 'content_block_delta') {
      expect(at?.open).toBe(true);
      at?.deltas.push(event['delta'] as JsonObject);
    } else if (event['type'] === 'content_block_stop' && at) at.open = false;
  }
  expect(blocks.every(({ open }) => !open)).toBe(true);
  return blocks.map(({ block, deltas }) => [
    block['type'],
    deltas
      .map((delta) => text(delta['text'] ?? delta['thinking'] ?? delta['partial_json'] ?? delta['signature']))
      .join(''),
  ]);
}

describe('a streamed message', () => {
  it('has one block open at a time, whatever order the upstream sends in (B35)', () => {
    const events = streamed(MIXED);
    expect(events.at(0)).toMatchObject({
      type: 'message_start',
      message: { role: 'assistant', content: [], model: 'smart', usage: { output_tokens: 0 } },
    });
    expect(put(events)).toEqual([
      ['text', '\n'],
      ['thinking', 'Let me.'],
      ['text', 'Answer'],
      ['thinking', 'Hm'],
      ['tool_use', '{"p":"/"}'],
    ]);
    expect(events.find((event) => event['index'] === 4)).toMatchObject({
      content_block: { type: 'tool_use', id: 'c1', name: 'ls', input: {} },
    });
    expect(events.slice(-2)).toEqual([
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use', stop_sequence: null },
        usage: {
          input_tokens: 50,
          cache_creation_input_tokens: 0,
          cache_read_input_tokens: 0,
          output_tokens: 20,
        },
      },
      { type: 'message_stop' },
    ]);
    expect(events.filter(({ type }) => type === 'message_start')).toHaveLength(1);
  });

  it('is the same message as its whole twin', () => {
    expect(anthropicMessages.encodeReply(MIXED, CONTEXT)).toMatchObject({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'smart',
      stop_reason: 'tool_use',
      content: [
        { type: 'text', text: '\n' },
        { type: 'thinking', thinking: 'Let me.' },
        { type: 'text', text: 'Answer' },
        { type: 'thinking', thinking: 'Hm' },
        { type: 'tool_use', id: 'c1', name: 'ls', input: { p: '/' } },
      ],
      usage: { input_tokens: 50, output_tokens: 20 },
    });
  });

  it('keeps interleaved calls apart, each in a block of its own', () => {
    const start = (call: number): ChatEvent => ({
      type: 'tool-call-start',
      choice: 0,
      call,
      id: null,
      name: `f${call}`,
      signature: null,
    });
    const delta = (call: number, argumentsText: string): ChatEvent => ({
      type: 'tool-call-delta',
      choice: 0,
      call,
      argumentsText,
    });
    const events = [
      start(0),
      delta(0, '{"a":'),
      start(1),
      delta(1, '{"b":2'),
      delta(0, '1}'),
      delta(1, '}'),
      start(2),
    ];
    expect(put(streamed(events))).toEqual([
      ['tool_use', '{"a":1}'],
      ['tool_use', '{"b":2}'],
      ['tool_use', '{}'],
    ]);
    const { content, stop_reason } = anthropicMessages.encodeReply(events, CONTEXT);
    expect(content).toMatchObject([{ input: { a: 1 } }, { input: { b: 2 } }, { input: {} }]);
    expect(stop_reason).toBe('tool_use');
    const ids = (content as JsonObject[]).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('carries signatures and redacted thoughts byte for byte', () => {
    const events: ChatEvent[] = [
      { type: 'reasoning-delta', choice: 0, text: 'why' },
      { type: 'reasoning-end', choice: 0, signature: 'sig/+=', redacted: null },
      { type: 'reasoning-end', choice: 0, signature: null, redacted: 'enc' },
      { type: 'text-delta', choice: 0, text: 'so' },
    ];
    expect(anthropicMessages.encodeReply(events, CONTEXT)['content']).toEqual([
      { type: 'thinking', thinking: 'why', signature: 'sig/+=' },
      { type: 'redacted_thinking', data: 'enc' },
      { type: 'text', text: 'so' },
    ]);
    expect(streamed(events)).toContainEqual({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'signature_delta', signature: 'sig/+=' },
    });
  });

  it('tells cached tokens apart, as Anthropic counts', () => {
    const usage = { ...USAGE, cacheReadTokens: 30, cacheWriteTokens: 5, cacheWrite1hTokens: 5 };
    expect(anthropicMessages.encodeReply([{ type: 'usage', usage }], CONTEXT)['usage']).toEqual({
      input_tokens: 10,
      cache_creation_input_tokens: 10,
      cache_read_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 5 },
      output_tokens: 20,
    });
  });

  it.each([
    [{ reason: 'stop' }, 'end_turn', null],
    [{ reason: 'length' }, 'max_tokens', null],
    [{ reason: 'content_filter' }, 'refusal', null],
    [{ reason: 'stop', stopSequence: 'END' }, 'stop_sequence', 'END'],
    [{ reason: 'stop', raw: 'pause_turn' }, 'pause_turn', null],
  ] as const)('ends for %j with %s', (finish, stop_reason, stop_sequence) => {
    const events: ChatEvent[] = [
      { type: 'text-delta', choice: 0, text: 'x' },
      { type: 'finish', choice: 0, ...finish },
    ];
    expect(anthropicMessages.encodeReply(events, CONTEXT)).toMatchObject({ stop_reason, stop_sequence });
  });

  it('that fails ends with an error event and nothing that looks complete', () => {
    const encoder = anthropicMessages.encodeStream(CONTEXT);
    encoder.push([{ type: 'text-delta', choice: 0, text: 'x' }]);
    expect(encoder.fail({ class: 'RateLimitError', message: 'Slow down.', param: null })).toBe(
      'event: error\ndata: {"type":"error","error":{"type":"rate_limit_error","message":"Slow down."}}\n\n',
    );
  });
});
