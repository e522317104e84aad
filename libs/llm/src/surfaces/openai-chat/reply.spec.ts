import { describe, expect, it } from '@jest/globals';
import { type JsonObject, NO_USAGE, parseUsd } from '@tollgate/core';
import fc from 'fast-check';
import { type ChatEvent } from '../../chat/chat-event.js';
import { readUsage } from '../../providers/compatible/usage.js';
import { type ReplyContext } from '../surface.js';
import { openAiChat } from './surface.js';

const CONTEXT: ReplyContext = {
  id: 'chatcmpl-6f1c',
  created: 1_764_000_000,
  model: 'team/quick',
  includeUsage: true,
  costOfUsage: null,
};
const usage = { ...NO_USAGE, inputTokens: 50, outputTokens: 20 };
const text = (value: string, choice = 0): ChatEvent => ({ type: 'text-delta', choice, text: value });
const finish = (reason: 'stop' | 'tool_calls' = 'stop', choice = 0): ChatEvent => ({
  type: 'finish',
  choice,
  reason,
});
const begin = (call: number, id: string | null, name: string): ChatEvent => ({
  type: 'tool-call-start',
  choice: 0,
  call,
  id,
  name,
  signature: null,
});
const args = (call: number, argumentsText: string): ChatEvent => ({
  type: 'tool-call-delta',
  choice: 0,
  call,
  argumentsText,
});

/** The reply of case B12: text in two pieces, one tool call, the end. */
const EVENTS: ChatEvent[] = [
  { type: 'message-start', id: 'up-1', model: 'served-2025', created: 1 },
  text('He'),
  text('y'),
  begin(0, 'call_1', 'ls'),
  args(0, '{"p":'),
  args(0, '"/"}'),
  { type: 'usage', usage },
  finish('tool_calls'),
  { type: 'message-end' },
];

interface Chunk {
  id: string;
  object: string;
  created: number;
  model: string;
  choices: { index: number; delta: JsonObject; finish_reason?: string | null }[];
  usage?: JsonObject;
}

function frames(events: readonly ChatEvent[], context: Partial<ReplyContext> = {}): string[] {
  const encoder = openAiChat.encodeStream({ ...CONTEXT, ...context });
  const all = events.map((event) => encoder.push([event])).join('') + encoder.end();
  return all.split('\n\n').slice(0, -1);
}

const chunksOf = (list: readonly string[]) =>
  list.filter((frame) => frame !== 'data: [DONE]').map((frame) => JSON.parse(frame.slice(6)) as Chunk);

describe('chunks of a stream', () => {
  const list = frames(EVENTS);
  const chunks = chunksOf(list);

  it('share one id, time and model, which is the one the client asked for', () => {
    for (const { id, object, created, model } of chunks) {
      expect({ id, object, created, model }).toEqual({
        id: 'chatcmpl-6f1c',
        object: 'chat.completion.chunk',
        created: 1_764_000_000,
        model: 'team/quick',
      });
    }
  });

  it('say the role in the first delta only, and no member with null', () => {
    const deltas = chunks.flatMap((chunk) => chunk.choices.map((choice) => choice.delta));
    expect(deltas[0]).toEqual({ role: 'assistant', content: 'He' });
    expect(deltas.slice(1).every((delta) => !('role' in delta))).toBe(true);
    expect(deltas.flatMap((delta) => Object.values(delta))).not.toContain(null);
  });

  it('number calls, name them in their first fragment and only there', () => {
    const fragments = chunks.flatMap((chunk) =>
      chunk.choices.flatMap((choice) => choice.delta['tool_calls'] ?? []),
    );
    expect(fragments).toEqual([
      { index: 0, id: 'call_1', type: 'function', function: { name: 'ls', arguments: '' } },
      { index: 0, function: { arguments: '{"p":' } },
      { index: 0, function: { arguments: '"/"}' } },
    ]);
  });

  it('end with one finish chunk, then usage without choices, then [DONE]', () => {
    expect(list.at(-1)).toBe('data: [DONE]');
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 50, completion_tokens: 20, total_tokens: 70 },
    });
    expect(chunks.at(-2)?.choices).toEqual([{ index: 0, delta: {}, finish_reason: 'tool_calls' }]);
    const others = chunks.slice(0, -2);
    expect(
      others.every((chunk) => chunk.usage === undefined && chunk.choices[0]?.finish_reason === null),
    ).toBe(true);
  });

  it('say nothing of usage when the client did not ask', () => {
    expect(frames(EVENTS, { includeUsage: false }).join('')).not.toContain('usage');
  });

  it('show the cost beside usage when the operator wants it', () => {
    const costs = chunksOf(frames(EVENTS, { costOfUsage: () => parseUsd('0.000156') }));
    expect(costs.at(-1)?.usage).toHaveProperty('cost', 0.000156);
  });

  it('bring the role even when the answer is empty', () => {
    const empty = chunksOf(frames([finish()]));
    expect(empty.map((chunk) => chunk.choices[0]?.delta)).toEqual(
      [{ role: 'assistant', content: '' }, {}, undefined].slice(0, 2),
    );
  });

  it('end a failed stream with one error and nothing that looks complete', () => {
    const encoder = openAiChat.encodeStream(CONTEXT);
    const sent =
      encoder.push([text('Par'), finish()]) +
      encoder.fail({ class: 'ServiceUnavailableError', message: 'Gone', param: null });
    const [first, error, ...rest] = sent.split('\n\n');
    expect(JSON.parse(first!.slice(6))).toMatchObject({
      choices: [{ delta: { content: 'Par' }, finish_reason: null }],
    });
    expect(JSON.parse(error!.slice(6))).toEqual({
      error: { message: 'Gone', type: 'service_unavailable_error', param: null, code: '503' },
    });
    expect(rest).toEqual(['']);
    expect(sent).not.toContain('[DONE]');
  });

  it('give signed reasoning back whole, beside its text', () => {
    const events: ChatEvent[] = [
      { type: 'reasoning-delta', choice: 0, text: 'Let ' },
      { type: 'reasoning-delta', choice: 0, text: 'me.' },
      { type: 'reasoning-end', choice: 0, signature: 'c2ln', redacted: null },
      { type: 'reasoning-end', choice: 0, signature: null, redacted: 'ZW5j' },
      text('A'),
      finish(),
    ];
    const deltas = chunksOf(frames(events)).flatMap((chunk) => chunk.choices.map((choice) => choice.delta));
    expect(deltas).toEqual([
      { role: 'assistant', reasoning_content: 'Let ' },
      { reasoning_content: 'me.' },
      { thinking_blocks: [{ type: 'thinking', thinking: 'Let me.', signature: 'c2ln' }] },
      { thinking_blocks: [{ type: 'redacted_thinking', data: 'ZW5j' }] },
      { content: 'A' },
      {},
    ]);
    expect(openAiChat.encodeReply(events, CONTEXT)).toMatchObject({
      choices: [
        {
          message: {
            content: 'A',
            reasoning_content: 'Let me.',
            thinking_blocks: [
              { type: 'thinking', thinking: 'Let me.', signature: 'c2ln' },
              { type: 'redacted_thinking', data: 'ZW5j' },
            ],
          },
        },
      ],
    });
  });

  it('answer the deprecated functions in their own words', () => {
    const events = [begin(0, 'c', 'f'), args(0, '{}'), finish('tool_calls')];
    const deltas = chunksOf(frames(events, { legacyFunctions: true })).flatMap((chunk) => chunk.choices);
    expect(deltas).toEqual([
      {
        index: 0,
        delta: { role: 'assistant', function_call: { name: 'f', arguments: '' } },
        finish_reason: null,
      },
      { index: 0, delta: { function_call: { arguments: '{}' } }, finish_reason: null },
      { index: 0, delta: {}, finish_reason: 'function_call' },
    ]);
  });
});

describe('a whole reply', () => {
  it('is a chat completion under the name the client asked for', () => {
    expect(openAiChat.encodeReply(EVENTS, CONTEXT)).toEqual({
      id: 'chatcmpl-6f1c',
      object: 'chat.completion',
      created: 1_764_000_000,
      model: 'team/quick',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Hey',
            refusal: null,
            tool_calls: [
              { id: 'call_1', type: 'function', function: { name: 'ls', arguments: '{"p":"/"}' } },
            ],
          },
          logprobs: null,
          finish_reason: 'tool_calls',
        },
      ],
      usage: {
        prompt_tokens: 50,
        completion_tokens: 20,
        total_tokens: 70,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
      },
    });
  });

  it('gives calls without an id one that is unique to the reply, and calls without arguments {}', () => {
    const reply = openAiChat.encodeReply(
      [begin(0, null, 'f'), begin(1, null, 'f'), finish('tool_calls')],
      CONTEXT,
    );
    expect(reply).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            tool_calls: [
              { id: 'call_6f1c_0', function: { arguments: '{}' } },
              { id: 'call_6f1c_1', function: { arguments: '{}' } },
            ],
          },
        },
      ],
    });
  });

  it('has every choice, also those that came out of order', () => {
    const reply = openAiChat.encodeReply(
      [text('B', 1), text('A', 0), finish('stop', 0), finish('stop', 1)],
      CONTEXT,
    );
    expect(reply).toMatchObject({
      choices: [
        { index: 0, message: { content: 'A' } },
        { index: 1, message: { content: 'B' } },
      ],
    });
  });

  it('has content, empty if need be, when nothing was said', () => {
    expect(openAiChat.encodeReply([], CONTEXT)).toMatchObject({
      choices: [{ message: { role: 'assistant', content: '' }, finish_reason: 'stop' }],
    });
  });
});

describe('usage on the wire', () => {
  it('reads back as what was written, whatever was counted', () => {
    const parts = fc.record({
      base: fc.nat(10_000),
      cacheReadTokens: fc.nat(10_000),
      cacheWriteTokens: fc.nat(10_000),
      cacheWrite1hTokens: fc.nat(10_000),
      inputAudioTokens: fc.nat(100),
      outputTokens: fc.nat(10_000),
      searchRequests: fc.nat(5),
    });
    fc.assert(
      fc.property(parts, ({ base, ...counts }) => {
        const { cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, inputAudioTokens } = counts;
        const inputTokens = base + cacheReadTokens + cacheWriteTokens + cacheWrite1hTokens + inputAudioTokens;
        const whole = { ...NO_USAGE, ...counts, inputTokens };
        const reply = openAiChat.encodeReply([{ type: 'usage', usage: whole }], CONTEXT);
        expect(readUsage(reply['usage'] ?? null)).toEqual(whole);
      }),
    );
  });
});
