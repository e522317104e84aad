import { describe, expect, it } from '@jest/globals';
import { type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { openAiChat } from '../../surfaces/openai-chat/surface.js';
import { type ChatAbility, isCannot, isFailure, type Target } from '../provider.js';
import { findProvider } from '../registry.js';
import { COMPATIBLE_ROWS, type CompatibleRow } from './rows.js';

const ROWS = Object.entries<CompatibleRow>(COMPATIBLE_ROWS);
const CHATTING = ROWS.filter(([, row]) => row.serves === undefined || row.serves.includes('chat'));

function chatOf(id: string): ChatAbility {
  const chat = findProvider(id)?.chat;
  if (chat === undefined || isCannot(chat)) throw new Error(`${id} does not chat.`);
  return chat;
}

/** A deployment with all that its row asks for. */
function targetOf(row: CompatibleRow): Target {
  return {
    model: 'm',
    baseUrl: row.baseUrl === null ? 'http://10.0.0.1:8000/v1' : null,
    apiKey: 'secret',
    apiVersion: null,
    organization: null,
    headers: {},
    params: Object.fromEntries(
      Object.keys(row.baseUrlParams ?? {}).map((name) => [name, `my-${name.replaceAll('_', '-')}`]),
    ),
    dropParams: true,
  };
}

const USAGE = {
  prompt_tokens: 12,
  completion_tokens: 5,
  total_tokens: 17,
  prompt_tokens_details: { cached_tokens: 4 },
};
const CALL = { id: 'call_1', type: 'function', function: { name: 'temp', arguments: '{"city":"Oslo"}' } };
const REPLY = {
  id: 'c-1',
  object: 'chat.completion',
  created: 7,
  model: 'm-1',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'Nord 北🌍', tool_calls: [CALL] },
      finish_reason: 'tool_calls',
    },
  ],
  usage: USAGE,
};
const CHUNKS: JsonObject[] = [
  {
    id: 'c-1',
    created: 7,
    model: 'm-1',
    choices: [{ index: 0, delta: { role: 'assistant', content: 'Nord ' } }],
  },
  { id: 'c-1', choices: [{ index: 0, delta: { content: '北🌍' } }] },
  { id: 'c-1', choices: [{ index: 0, delta: { tool_calls: [{ ...CALL, index: 0 }] } }] },
  { id: 'c-1', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
  { id: 'c-1', choices: [], usage: USAGE },
];
const STREAM = new TextEncoder().encode(
  [...CHUNKS.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`).join(''),
);

/** What a reply says, however its events are cut. */
function told(events: readonly ChatEvent[]): Json {
  const text = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
  const args = events.map((event) => (event.type === 'tool-call-delta' ? event.argumentsText : '')).join('');
  const calls = events.flatMap((event) => (event.type === 'tool-call-start' ? [[event.id, event.name]] : []));
  const finish = events.flatMap((event) => (event.type === 'finish' ? [event.reason] : []));
  const usage = events.flatMap((event) =>
    event.type === 'usage'
      ? [[event.usage.inputTokens, event.usage.cacheReadTokens, event.usage.outputTokens]]
      : [],
  );
  return { text, args, calls, finish, usage, end: events.at(-1)?.type ?? '' };
}

const SAID = {
  text: 'Nord 北🌍',
  args: '{"city":"Oslo"}',
  calls: [['call_1', 'temp']],
  finish: ['tool_calls'],
  usage: [[12, 4, 5]],
  end: 'message-end',
};

describe('the rows of OpenAI-compatible providers', () => {
  it('are frozen data: no row shares a list with another that could be changed', () => {
    for (const [id] of ROWS) expect(Object.isFrozen(findProvider(id))).toBe(true);
  });

  it('name every environment variable as a shell can, but for 302.AI’s own choice', () => {
    for (const [id, row] of ROWS) {
      const names = [
        ...row.keyEnv,
        ...(row.baseUrlEnv ?? []),
        ...Object.values(row.baseUrlParams ?? {}).flat(),
      ];
      if (id !== '302ai') for (const name of names) expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('fill every place of a base URL from a parameter, and have no parameter without a place', () => {
    for (const [, row] of ROWS) {
      const places = [...(row.baseUrl ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(places).toEqual(Object.keys(row.baseUrlParams ?? {}));
    }
  });

  it('that do not chat say what they serve instead', () => {
    for (const [id, row] of ROWS.filter((entry) => !CHATTING.includes(entry))) {
      const chat = findProvider(id)!.chat;
      expect(isCannot(chat) && chat.cannot).toContain(row.serves![0]);
    }
  });
});

describe.each(CHATTING)('%s', (id, row) => {
  const chat = chatOf(id);
  const target = targetOf(row);

  it('has an address that is a URL, and shows its key in one header', () => {
    const address = chat.address(target, false);
    if (isFailure(address)) throw new Error(address.message);
    const url = new URL(address.url);
    expect(url.pathname.endsWith(row.path ?? '/chat/completions')).toBe(true);
    expect(address.url).not.toMatch(/[{}]|secret/);
    expect(address.headers.filter((value) => value.includes('secret'))).toHaveLength(1);
    const keyless = chat.address({ ...target, apiKey: null }, false);
    expect(isFailure(keyless)).toBe(row.auth !== 'optional');
    for (const name of Object.keys(row.baseUrlParams ?? {})) {
      const { [name]: _, ...params } = target.params;
      expect(chat.address({ ...target, params }, false)).toMatchObject({
        message: expect.stringContaining(name),
      });
      expect(isFailure(chat.address({ ...target, params: { ...params, [name]: '../x' } }, false))).toBe(true);
    }
  });

  it('takes text and tools, and gets one bound of the reply', () => {
    const request = openAiChat.decode({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      tools: [
        { type: 'function', function: { name: 'temp', parameters: { type: 'object', properties: {} } } },
      ],
      max_tokens: 50,
      stream: true,
    });
    if (isFailure(request)) throw new Error(request.message);
    const body = chat.encode(request, target);
    if (isFailure(body)) throw new Error(body.message);
    expect(body).toMatchObject({ model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true });
    expect(
      [body['max_tokens'], body['max_completion_tokens']].filter((bound) => bound !== undefined),
    ).toEqual([50]);
    for (const name of Object.keys(row.baseUrlParams ?? {})) expect(body).not.toHaveProperty([name]);
    for (const name of row.unsupported ?? []) expect(body).not.toHaveProperty([name]);
  });

  it('reads text, calls, usage and finish, streamed as whole', () => {
    expect(told(chat.decodeReply(REPLY))).toEqual(SAID);
    const decoder = chat.decodeStream();
    const events = [...STREAM].flatMap((byte) => decoder.push(Uint8Array.of(byte)));
    expect(told([...events, ...decoder.end()])).toEqual(SAID);
    expect(chat.readUsage(USAGE)).toMatchObject({ inputTokens: 12, cacheReadTokens: 4, outputTokens: 5 });
  });

  it.each([
    [400, 'context_length_exceeded', 'ContextWindowExceededError'],
    [401, 'invalid_api_key', 'AuthenticationError'],
    [429, 'rate_limit_exceeded', 'RateLimitError'],
    [500, null, 'InternalServerError'],
  ])('reads an error with status %i', (status, code, expected) => {
    const body = JSON.stringify({ error: { message: 'No.', code } });
    expect(chat.readError(status, {}, body)).toMatchObject({ class: expected, status });
  });
});
