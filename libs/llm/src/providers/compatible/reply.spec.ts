import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { isCannot } from '../provider.js';
import { findProvider } from '../registry.js';
import { readUsage } from './usage.js';

const found = findProvider('custom_openai')?.chat;
if (found === undefined || isCannot(found)) throw new Error('custom_openai chats.');
const chat = found;

function read(chunks: readonly (JsonObject | string)[]): ChatEvent[] {
  const decoder = chat.decodeStream();
  const data = chunks.map((chunk) => (typeof chunk === 'string' ? chunk : JSON.stringify(chunk)));
  const text = data.map((line) => `data: ${line}\n\n`).join('');
  return [...decoder.push(new TextEncoder().encode(text)), ...decoder.end()];
}

const delta = (value: JsonObject, finish: string | null = null): JsonObject => ({
  id: 'c',
  choices: [{ index: 0, delta: value, finish_reason: finish }],
});
const calls = (...list: JsonObject[]) => delta({ tool_calls: list });
const fn = (name: string | undefined, args: string) => ({
  ...(name === undefined ? {} : { name }),
  arguments: args,
});

/** Calls as `[name, arguments]`, by their number. */
function callsOf(events: readonly ChatEvent[]): [string, string][] {
  const result: [string, string][] = [];
  for (const event of events) {
    if (event.type === 'tool-call-start') result[event.call] = [event.name, ''];
    if (event.type === 'tool-call-delta') result[event.call]![1] += event.argumentsText;
  }
  return result;
}

const textOf = (events: readonly ChatEvent[]) =>
  events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : [])).join('');

describe('tool calls of compatible upstreams', () => {
  it.each([
    [
      'the same index twice with other ids is two calls',
      [
        calls({ index: 0, id: 'a', function: fn('f', '{"x":1}') }),
        calls({ index: 0, id: 'b', function: fn('g', '{}') }),
      ],
    ],
    [
      'no index: an id begins a call',
      [
        calls({ id: 'a', function: fn('f', '{"x":') }),
        calls({ function: fn(undefined, '1}') }),
        calls({ id: 'b', function: fn('g', '{}') }),
      ],
    ],
    [
      'neither index nor id: a name begins a call',
      [calls({ function: fn('f', '{"x":1}') }), calls({ function: fn('g', '{}') })],
    ],
    [
      'the same or an empty id continues',
      [
        calls({ index: 0, id: 'a', function: fn('f', '{"x"') }),
        calls({ index: 0, id: '', function: fn('', ':') }),
        calls({ index: 0, id: 'a', function: fn('f', '1}') }),
        calls({ index: 1, id: 'b', function: fn('g', '{}') }),
      ],
    ],
    [
      'indexes that begin at one, and interleave',
      [
        calls({ index: 1, id: 'a', function: fn('f', '') }, { index: 2, id: 'b', function: fn('g', '') }),
        calls({ index: 2, function: fn(undefined, '{}') }, { index: 1, function: fn(undefined, '{"x":1}') }),
      ],
    ],
    [
      'a name that comes after the id and the first arguments',
      [
        calls({ index: 0, id: 'a' }),
        calls({ index: 0, function: fn(undefined, '{"x":1') }),
        calls({ index: 0, function: fn('f', '}') }),
        calls({ index: 1, id: 'b', function: fn('g', '{}') }),
      ],
    ],
  ])('%s', (_, chunks) => {
    expect(callsOf(read([...chunks, delta({}, 'tool_calls'), '[DONE]']))).toEqual([
      ['f', '{"x":1}'],
      ['g', '{}'],
    ]);
  });

  it('take arguments that come as an object', () => {
    expect(
      callsOf(read([calls({ function: { name: 'f', arguments: { x: 1 } } }), delta({}, 'stop')])),
    ).toEqual([['f', '{"x":1}']]);
  });

  it.each([
    ['stop', 'tool_calls'],
    ['', 'tool_calls'],
    ['length', 'length'],
    ['tool_calls', 'tool_calls'],
  ])('end a reply that says %j as %s', (raw, reason) => {
    const events = read([calls({ index: 0, id: 'a', function: fn('f', '{}') }), delta({}, raw), '[DONE]']);
    expect(events.filter(({ type }) => type === 'finish')).toMatchObject([{ reason }]);
  });
});

describe('odd chunks', () => {
  it('without choices, at the start, in the middle and at the end, lose nothing', () => {
    const empty = { id: '', model: '', choices: [] };
    const events = read([
      { ...empty, prompt_filter_results: [1] },
      delta({ role: 'assistant', content: '' }),
      empty,
      delta({ content: 'Hi' }),
      delta({}, 'stop'),
      { id: 'c', choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } },
      empty,
      '[DONE]',
    ]);
    expect(textOf(events)).toBe('Hi');
    expect(events.filter(({ type }) => type === 'usage')).toHaveLength(1);
    expect(events.find(({ type }) => type === 'message-start')).toMatchObject({ id: 'c' });
    expect(events.at(-1)).toEqual({ type: 'message-end' });
  });

  it('with usage beside the last content deliver both once, and of running usage the last', () => {
    const usage = (tokens: number) => ({
      prompt_tokens: 1,
      completion_tokens: tokens,
      total_tokens: tokens + 1,
    });
    const events = read([
      { ...delta({ content: 'H' }), usage: usage(1) },
      { ...delta({ content: 'i' }, 'stop'), usage: usage(2) },
      '[DONE]',
    ]);
    expect(textOf(events)).toBe('Hi');
    expect(events.findLast(({ type }) => type === 'usage')).toMatchObject({ usage: { outputTokens: 2 } });
  });

  it('read reasoning under each of its names, and once when two say the same', () => {
    for (const told of [
      { reasoning_content: 'Hm.' },
      { reasoning: 'Hm.' },
      { reasoning: 'Hm.', reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] },
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'Hm.' }] },
      { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] },
    ]) {
      const events = read([delta(told), delta({ content: 'A' }, 'stop')]);
      expect(events.filter(({ type }) => type === 'reasoning-delta')).toEqual([
        { type: 'reasoning-delta', choice: 0, text: 'Hm.' },
      ]);
    }
  });

  it('repeat facts of the reply without repeating them to us', () => {
    const cited = { ...delta({ content: 'a' }), citations: ['u1'] };
    const extras = read([cited, cited, { ...cited, citations: ['u1', 'u2'] }, delta({}, 'stop')]).filter(
      ({ type }) => type === 'extra',
    );
    expect(extras).toEqual([
      { type: 'extra', members: { citations: ['u1'] } },
      { type: 'extra', members: { citations: ['u1', 'u2'] } },
    ]);
  });
});

describe('replies that fail', () => {
  it('in the middle of a stream end with the fault, though [DONE] follows', () => {
    const events = read([
      delta({ content: 'Par' }),
      { error: { message: 'boom', type: 'server_error', code: 500 } },
      '[DONE]',
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      fault: { class: 'InternalServerError', message: 'boom' },
    });
    expect(events.some(({ type }) => type === 'finish')).toBe(false);
  });

  it('by the finish reason alone are failures, streamed and whole', () => {
    const choices = [{ index: 0, delta: { content: 'Par' }, finish_reason: 'error' }];
    const events = read([{ id: 'x', choices }, '[DONE]']);
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: { class: 'InternalServerError' } });
    expect(events.some((event) => event.type === 'finish')).toBe(false);
  });

  it('by simply ending are failures; with a finish reason but no [DONE] they are whole', () => {
    expect(read([delta({ content: 'Par' })]).at(-1)).toMatchObject({ type: 'error' });
    expect(read([delta({ content: 'Par' }, 'stop')]).at(-1)).toEqual({ type: 'message-end' });
    expect(read([]).at(-1)).toMatchObject({ type: 'error' });
  });

  it('with status 200 and an error inside are failures of the request they name', () => {
    const body = { error: { message: "Unsupported parameter: 'x'", type: 'invalid_request_error' } };
    expect(chat.decodeReply(body)).toMatchObject([{ type: 'error', fault: { class: 'BadRequestError' } }]);
    expect(chat.decodeReply({ error: { message: 'Unsupported parameter' } })).toMatchObject([
      { fault: { class: 'BadRequestError' } },
    ]);
    expect(chat.decodeReply({ error: { message: 'busy', code: 429 } })).toMatchObject([
      { fault: { class: 'RateLimitError' } },
    ]);
    expect(chat.decodeReply({ error: 'credits exhausted', code: 'x' })).toMatchObject([
      { fault: { message: 'credits exhausted' } },
    ]);
  });

  it('without choices, or that are no object, are no answers', () => {
    for (const body of [null, 'x', [], {}, { choices: {} }]) {
      expect(chat.decodeReply(body).at(-1)).toMatchObject({
        type: 'error',
        fault: { class: 'BadGatewayError' },
      });
    }
  });
});

describe('usage of compatible upstreams', () => {
  it.each<[string, JsonObject, object]>([
    [
      'OpenAI',
      {
        prompt_tokens: 17003,
        prompt_tokens_details: { cached_tokens: 5000, audio_tokens: 3 },
        completion_tokens: 500,
        completion_tokens_details: { reasoning_tokens: 20, audio_tokens: 4 },
      },
      {
        inputTokens: 17003,
        cacheReadTokens: 5000,
        inputAudioTokens: 3,
        outputTokens: 500,
        reasoningTokens: 20,
        outputAudioTokens: 4,
      },
    ],
    [
      'DeepSeek',
      { prompt_tokens: 339, completion_tokens: 83, prompt_cache_hit_tokens: 320 },
      { inputTokens: 339, cacheReadTokens: 320, outputTokens: 83 },
    ],
    [
      'Moonshot',
      { prompt_tokens: 20, completion_tokens: 30, cached_tokens: 10 },
      { inputTokens: 20, cacheReadTokens: 10, outputTokens: 30 },
    ],
    [
      'xAI, which leaves reasoning out of the completion',
      {
        prompt_tokens: 12,
        completion_tokens: 2,
        total_tokens: 354,
        completion_tokens_details: { reasoning_tokens: 340 },
      },
      { inputTokens: 12, outputTokens: 342, reasoningTokens: 340 },
    ],
    [
      'a gateway that tells cache writes',
      {
        prompt_tokens: 100,
        completion_tokens: 1,
        cache_creation_input_tokens: 50,
        prompt_tokens_details: { cache_creation_token_details: { ephemeral_1h_input_tokens: 20 } },
      },
      { inputTokens: 100, outputTokens: 1, cacheWriteTokens: 30, cacheWrite1hTokens: 20 },
    ],
    ['nonsense', { prompt_tokens: -5, completion_tokens: 'x' }, {}],
  ])('%s', (_, usage, expected) => {
    const counted = Object.entries(readUsage(usage)!).filter(([, count]) => count > 0);
    expect(Object.fromEntries(counted)).toEqual(expected);
  });

  it('is null when there is none', () => {
    for (const usage of [null, {}, 'x', []]) expect(readUsage(usage)).toBeNull();
  });
});
