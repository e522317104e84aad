import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type ErrorClass, type Json, type JsonObject, type Usage } from '@tollgate/core';
import { type ChatEvent } from '../chat/chat-event.js';
import { type ChatRequest } from '../chat/chat-request.js';
import { openAiChat } from '../surfaces/openai-chat/surface.js';
import { type ReplyContext } from '../surfaces/surface.js';
import {
  type ChatAbility,
  chatAbility,
  isCannot,
  isFailure,
  type Provider,
  type Target,
} from './provider.js';

/** What every provider is asked to say. A provider answers each: the body it sends, or that it cannot. */
export const ABILITIES = {
  text: { messages: [{ role: 'user', content: 'Hi' }] },
  system: {
    messages: [
      { role: 'system', content: 'Be terse.' },
      { role: 'user', content: 'Hi' },
    ],
  },
  'multi-turn': {
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Sky?' },
    ],
  },
  'tools round trip': { messages: toolTurns(), tools: [tool()] },
  'forced tool': {
    messages: [{ role: 'user', content: 'Oslo?' }],
    tools: [tool()],
    tool_choice: { type: 'function', function: { name: 'temp' } },
  },
  'one tool call at most': {
    messages: [{ role: 'user', content: 'Oslo?' }],
    tools: [tool()],
    parallel_tool_calls: false,
  },
  image: { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, imageUrl()] }] },
  'image in a tool result': {
    messages: [
      { role: 'user', content: 'Shoot.' },
      { role: 'assistant', content: null, tool_calls: [call('call_s', 'shot', '{}')] },
      { role: 'tool', tool_call_id: 'call_s', content: [{ type: 'text', text: 'saved' }, imageUrl()] },
    ],
  },
  document: {
    messages: [
      {
        role: 'user',
        content: [
          { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' } },
        ],
      },
    ],
  },
  'JSON schema': {
    messages: [{ role: 'user', content: 'Hi' }],
    response_format: {
      type: 'json_schema',
      json_schema: {
        name: 'answer',
        strict: true,
        schema: { type: 'object', properties: { a: { type: 'string' } } },
      },
    },
  },
  'reasoning effort': {
    messages: [{ role: 'user', content: 'Hi' }],
    max_tokens: 8000,
    reasoning_effort: 'high',
  },
  'stop texts': { messages: [{ role: 'user', content: 'Hi' }], stop: 'END' },
} satisfies Record<string, JsonObject>;

export type AbilityName = keyof typeof ABILITIES;

function tool(): JsonObject {
  const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
  return { type: 'function', function: { name: 'temp', parameters } };
}

function call(id: string, name: string, args: string): JsonObject {
  return { id, type: 'function', function: { name, arguments: args } };
}

function imageUrl(): JsonObject {
  return { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } };
}

/** Parallel calls, their results, and the next question: case B01. */
function toolTurns(): JsonObject[] {
  return [
    { role: 'user', content: 'Oslo and Rome?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [call('call_a', 'temp', '{"city":"Oslo"}'), call('call_b', 'temp', '{"city":"Rome"}')],
    },
    { role: 'tool', tool_call_id: 'call_a', content: '4' },
    { role: 'tool', tool_call_id: 'call_b', content: '19' },
    { role: 'user', content: 'Which is warmer?' },
  ];
}

/** What each transcript says, whatever the provider's way of saying it. */
const SAID = {
  text: { text: 'Nord 北🌍é "quoted" \\ud83c', reasoning: '', calls: [], finish: 'stop' },
  tools: {
    text: 'Looking.',
    reasoning: '',
    calls: [
      { name: 'temp', arguments: { city: 'Oslo' } },
      { name: 'temp', arguments: { city: 'Rome' } },
      { name: 'rooms', arguments: {} },
    ],
    finish: 'tool_calls',
  },
  reasoning: { text: 'Four.', reasoning: 'Two and two 北.', calls: [], finish: 'stop' },
} as const;

type TranscriptName = keyof typeof SAID;

export interface ProviderContract {
  provider: Provider;
  target: Target;
  /** What tells this contract from others of the same provider: a family of models. */
  family?: string;
  /** Folder of the transcripts; absent: the provider's id. */
  transcripts?: string;
  /** Binary streams: the lines of `<name>.jsonl` → bytes. Absent: `<name>.sse` as it is. */
  frame?: (lines: readonly string[]) => Uint8Array;
  /** Members of the body sent upstream, by ability; a text names the parameter that is refused instead. */
  sends: Record<AbilityName, JsonObject | { cannot: string }>;
  /** Usage of the transcripts. */
  usage: Record<TranscriptName, Partial<Usage>>;
  /** OpenAI parameters it refuses by name, and drops with `drop_params`. */
  unsupported: Record<string, Json>;
  errors: { name: string; status: number; body: Json; class: ErrorClass; accountFault?: boolean }[];
}

const CONTEXT: ReplyContext = {
  id: 'chatcmpl-1',
  created: 7,
  model: 'asked',
  includeUsage: true,
  costOfUsage: null,
};

/** Holds a provider to what every provider promises. Transcripts lie in `libs/llm/transcripts/<provider>`. */
export function describeContract(contract: ProviderContract): void {
  const { provider, target, family } = contract;
  const chat = chatAbility(provider, target);
  if (isCannot(chat)) throw new Error(`${provider.id} does not chat.`);
  describe(`${family ?? provider.label}: contract of every provider`, () => {
    describeRequests(contract, chat);
    describeReplies(contract, chat);
    describeErrors(contract, chat);
  });
}

function membersOf(ability: string): JsonObject {
  const abilities: Record<string, JsonObject> = ABILITIES;
  return abilities[ability] ?? {};
}

function ask(members: JsonObject): ChatRequest {
  const request = openAiChat.decode({ model: 'm', ...members });
  if (isFailure(request)) throw new Error(request.message);
  return request;
}

function describeRequests({ sends, target, unsupported }: ProviderContract, chat: ChatAbility): void {
  it.each(Object.entries(sends))('sends: %s', (name, expected) => {
    const request = ask(membersOf(name));
    const body = chat.encode({ ...request, model: target.model }, target);
    if ('cannot' in expected)
      expect(body).toMatchObject({ class: 'UnsupportedParamsError', param: expected['cannot'] });
    else expect(body).toMatchObject(expected);
  });

  it('names every parameter that it cannot honour, and drops them all with drop_params', () => {
    const request = ask({ ...ABILITIES.text, ...unsupported });
    const refusal = chat.encode(request, { ...target, dropParams: false });
    if (Object.keys(unsupported).length === 0) return;
    expect(refusal).toMatchObject({ class: 'UnsupportedParamsError' });
    for (const name of Object.keys(unsupported))
      expect(refusal).toHaveProperty('message', expect.stringContaining(name));
    const dropped = chat.encode(request, { ...target, dropParams: true });
    expect(isFailure(dropped)).toBe(false);
    for (const name of Object.keys(unsupported)) expect(dropped).not.toHaveProperty([name]);
  });
}

function describeReplies(contract: ProviderContract, chat: ChatAbility): void {
  const { usage } = contract;
  const names = Object.keys(SAID) as TranscriptName[];
  it.each(names)('reads a whole reply: %s', (name) => {
    expect(summary(chat.decodeReply(whole(contract, name)))).toEqual({ ...SAID[name], usage: usage[name] });
  });

  it.each(names)('reads a stream as the whole reply it is, cut at every byte: %s', (name) => {
    const bytes = stream(contract, name);
    const events = decode(chat, bytes, []);
    expect(summary(events)).toEqual({ ...SAID[name], usage: usage[name] });
    for (let cut = 1; cut < bytes.length; cut += 1) expect(decode(chat, bytes, [cut])).toEqual(events);
    expect(decode(chat, bytes, [...bytes.keys()])).toEqual(events);
  });

  it.each(names)('gives a client the same message streamed and whole: %s', (name) => {
    const events = decode(chat, stream(contract, name), []);
    const encoder = openAiChat.encodeStream(CONTEXT);
    const frames = events.map((event) => encoder.push([event])).join('') + encoder.end();
    const message = messageOf(openAiChat.encodeReply(events, CONTEXT));
    expect(joinChunks(frames)).toEqual({
      content: message['content'] ?? '',
      reasoning: message['reasoning_content'] ?? '',
      calls: message['tool_calls'] ?? [],
    });
  });

  it.each(names)(
    'calls a stream that is cut anywhere before its end a failure, never complete: %s',
    (name) => {
      const bytes = stream(contract, name);
      const ends = decode(chat, bytes, []).findIndex((event) => event.type === 'finish');
      expect(ends).toBeGreaterThan(0);
      const half = decode(chat, bytes.subarray(0, Math.floor(bytes.length / 2)), []);
      expect(half.at(-1)).toMatchObject({ type: 'error', fault: { class: 'BadGatewayError' } });
      expect(half.some((event) => event.type === 'finish' || event.type === 'message-end')).toBe(false);
    },
  );
}

function describeErrors({ errors }: ProviderContract, chat: ChatAbility): void {
  it.each(errors)('classifies: $name', ({ status, body, class: expected, accountFault = false }) => {
    const fault = chat.readError(status, { 'retry-after': '34' }, JSON.stringify(body));
    expect(fault).toMatchObject({ class: expected, accountFault, status, retryAfterSeconds: 34 });
  });

  it('lets no key, URL or host of an error text through', () => {
    const text =
      'Incorrect key sk-test-secret-2 for https://api.example.com/v1?key=AIzaTESTSECRET1 at db.internal:5432';
    const fault = chat.readError(
      400,
      {},
      JSON.stringify({ type: 'error', error: { type: 'x', message: text } }),
    );
    expect(fault.message).not.toMatch(/secret|AIza|https?:|example\.com|internal/i);
    expect(fault.message).toContain('Incorrect key');
  });
}

function read({ provider, transcripts }: ProviderContract, file: string): Uint8Array {
  return readFileSync(new URL(`../../transcripts/${transcripts ?? provider.id}/${file}`, import.meta.url));
}

function stream(contract: ProviderContract, name: TranscriptName): Uint8Array {
  if (!contract.frame) return new Uint8Array(read(contract, `${name}.sse`));
  const text = new TextDecoder().decode(read(contract, `${name}.jsonl`));
  return contract.frame(text.split('\n').filter((line) => line !== ''));
}

function whole(contract: ProviderContract, name: TranscriptName): Json {
  return JSON.parse(new TextDecoder().decode(read(contract, `${name}.json`))) as Json;
}

function decode(chat: ChatAbility, bytes: Uint8Array, cuts: readonly number[]): ChatEvent[] {
  const decoder = chat.decodeStream();
  const events: ChatEvent[] = [];
  let from = 0;
  for (const cut of cuts) {
    events.push(...decoder.push(bytes.subarray(from, cut)));
    from = cut;
  }
  return [...events, ...decoder.push(bytes.subarray(from)), ...decoder.end()];
}

function summary(events: readonly ChatEvent[]) {
  const calls: { name: string; text: string }[] = [];
  let [text, reasoning] = ['', ''];
  let finish: string | null = null;
  let usage: Partial<Usage> = {};
  for (const event of events) {
    if (event.type === 'text-delta') text += event.text;
    if (event.type === 'reasoning-delta') reasoning += event.text;
    if (event.type === 'tool-call-start') calls[event.call] = { name: event.name, text: '' };
    if (event.type === 'tool-call-delta') calls[event.call]!.text += event.argumentsText;
    if (event.type === 'finish') finish = event.reason;
    if (event.type === 'usage')
      usage = Object.fromEntries(Object.entries(event.usage).filter(([, count]) => count > 0));
  }
  const parsed = calls.map((item) => ({ name: item.name, arguments: JSON.parse(item.text || '{}') as Json }));
  return { text, reasoning, calls: parsed, finish, usage };
}

function messageOf(reply: JsonObject): JsonObject {
  const choices = reply['choices'] as JsonObject[];
  return choices[0]!['message'] as JsonObject;
}

interface Chunk {
  choices: { delta: { content?: string; reasoning_content?: string; tool_calls?: Fragment[] } }[];
}
interface Fragment {
  index: number;
  id?: string;
  type?: string;
  function: { name?: string; arguments: string };
}

function joinChunks(frames: string) {
  const chunks = [...frames.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(json!) as Chunk);
  const deltas = chunks.flatMap((chunk) => chunk.choices.map((choice) => choice.delta));
  const calls: { id?: string; type?: string; function: { name?: string; arguments: string } }[] = [];
  for (const { index, function: piece, ...rest } of deltas.flatMap((delta) => delta.tool_calls ?? [])) {
    const open = (calls[index] ??= { ...rest, function: { ...piece, arguments: '' } });
    open.function.arguments += piece.arguments;
  }
  return {
    content: deltas.map((delta) => delta.content ?? '').join(''),
    reasoning: deltas.map((delta) => delta.reasoning_content ?? '').join(''),
    calls,
  };
}
