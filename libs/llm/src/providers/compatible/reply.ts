import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { findOpenAiError } from '../faults/openai-error.js';
import { toFault } from '../faults/upstream-fault.js';
import { type PayloadReader } from '../sse-reply.js';
import { type TaggedText, ThinkTagReader } from './think-tags.js';
import { ToolCallReader } from './tool-calls.js';
import { readUsage } from './usage.js';

/** Members that have a place of their own in the hub, or are of no use to anyone. */
const KNOWN = new Set([
  'id',
  'object',
  'created',
  'model',
  'choices',
  'usage',
  'obfuscation',
  'x_groq',
  'error',
]);

interface Choice {
  readonly calls: ToolCallReader;
  /** Null: content is what it is. */
  readonly tags: ThinkTagReader | null;
  finish: string | null;
}

/**
 * Replies of the OpenAI chat API and its many variants → events. A whole reply and a chunk differ only in whether a choice
 * holds a `message` or a `delta`, so one reader serves both and they cannot disagree. Finish reasons are told at the end:
 * a call may still follow them.
 */
export class ChatReplyReader implements PayloadReader {
  /** The end mark of this API is no payload. */
  readonly ended = false;
  #started = false;
  readonly #choices = new Map<number, Choice>();
  /** Text of the facts told so far: some upstreams repeat theirs in every chunk. */
  readonly #told = new Map<string, string>();
  #failed = false;
  readonly #thinkTags: boolean;

  /** @param thinkTags content may begin with `<think>`. */
  constructor(thinkTags = false) {
    this.#thinkTags = thinkTags;
  }

  /** True once every choice that began has said how it ended. */
  get finished(): boolean {
    return this.#choices.size > 0 && [...this.#choices.values()].every((choice) => choice.finish !== null);
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** One chunk, or a whole reply. Some name an error by the event instead of a member. */
  read(payload: JsonObject, event = ''): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#failed) return events;
    const body = event === 'error' && payload['error'] === undefined ? { error: payload } : payload;
    const fault = findOpenAiError(body);
    if (fault !== null) {
      this.#failed = true;
      return [{ type: 'error', fault }];
    }
    this.#start(body, events);
    for (const choice of listOf(body['choices'])) if (isJsonObject(choice)) this.#choice(choice, events);
    if (this.#failed) return events;
    const groq = body['x_groq'];
    const usage = readUsage(body['usage'] ?? (isJsonObject(groq) ? groq['usage'] : undefined) ?? null);
    if (usage !== null) events.push({ type: 'usage', usage });
    this.#extra(body, events);
    return events;
  }

  /** What is told last: calls that never got a name, and how each choice ended. */
  close(): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#failed) return events;
    for (const [choice, state] of this.#choices) {
      if (state.tags !== null) events.push(...state.tags.end().map((piece) => toDelta(piece, choice)));
      state.calls.close(events);
      const raw = state.finish ?? '';
      events.push({
        type: 'finish',
        choice,
        reason: finishReason(raw, state.calls.count > 0),
        ...(raw === '' ? {} : { raw }),
      });
    }
    return events;
  }

  #start(body: JsonObject, events: ChatEvent[]): void {
    const id = textOf(body['id']);
    if (this.#started || (id === null && listOf(body['choices']).length === 0)) return;
    this.#started = true;
    const created = typeof body['created'] === 'number' ? body['created'] : null;
    events.push({ type: 'message-start', id, model: textOf(body['model']), created });
  }

  #choice(body: JsonObject, events: ChatEvent[]): void {
    const choice = typeof body['index'] === 'number' ? body['index'] : 0;
    const state = this.#choices.get(choice) ?? {
      calls: new ToolCallReader(choice),
      tags: this.#thinkTags ? new ThinkTagReader() : null,
      finish: null,
    };
    this.#choices.set(choice, state);
    const fault = findOpenAiError(body);
    if (fault !== null) {
      this.#failed = true;
      events.push({ type: 'error', fault });
      return;
    }
    const delta = body['delta'] ?? body['message'];
    if (isJsonObject(delta)) this.#delta(delta, choice, state, events);
    const logprobs = body['logprobs'];
    if (isJsonObject(logprobs)) events.push({ type: 'logprobs', choice, logprobs });
    if (typeof body['finish_reason'] === 'string') state.finish = body['finish_reason'];
    if (state.finish === 'error') this.#fail(events);
  }

  #delta(delta: JsonObject, choice: number, { calls, tags }: Choice, events: ChatEvent[]): void {
    const told: ChatEvent[] = [];
    readDelta(delta, choice, calls, told);
    for (const event of told) {
      if (tags === null || event.type !== 'text-delta') events.push(event);
      else events.push(...tags.push(event.text).map((piece) => toDelta(piece, choice)));
    }
  }

  /** Mistral and some aggregators say only by the finish reason that the answer broke off. */
  #fail(events: ChatEvent[]): void {
    this.#failed = true;
    const message = 'The upstream broke the answer off.';
    const facts = { status: null, type: 'server_error', code: null, param: null, message };
    events.push({ type: 'error', fault: toFault(facts) });
  }

  #extra(body: JsonObject, events: ChatEvent[]): void {
    const members: JsonObject = {};
    for (const [member, value] of Object.entries(body)) {
      if (KNOWN.has(member) || value === null || value === undefined) continue;
      const text = JSON.stringify(value);
      if (this.#told.get(member) === text) continue;
      this.#told.set(member, text);
      members[member] = value;
    }
    if (Object.keys(members).length > 0) events.push({ type: 'extra', members });
  }
}

function toDelta({ kind, text }: TaggedText, choice: number): ChatEvent {
  return { type: kind === 'reasoning' ? 'reasoning-delta' : 'text-delta', choice, text };
}

function readDelta(delta: JsonObject, choice: number, calls: ToolCallReader, events: ChatEvent[]): void {
  readReasoning(delta, choice, events);
  readContent(delta['content'], choice, events);
  const refusal = textOf(delta['refusal']);
  if (refusal !== null) events.push({ type: 'refusal-delta', choice, text: refusal });
  calls.read(listOf(delta['tool_calls']), events);
  if (isJsonObject(delta['function_call'])) calls.readLegacy(delta['function_call'], events);
  for (const citation of listOf(delta['annotations'])) events.push({ type: 'citation', choice, citation });
  for (const image of listOf(delta['images'])) readImage(image, choice, events);
  if (isJsonObject(delta['audio'])) readAudio(delta['audio'], choice, events);
}

/** Text, or Mistral's list of text and thinking. */
function readContent(content: Json | undefined, choice: number, events: ChatEvent[]): void {
  if (typeof content === 'string') {
    if (content !== '') events.push({ type: 'text-delta', choice, text: content });
    return;
  }
  for (const part of listOf(content)) {
    if (!isJsonObject(part)) continue;
    if (part['type'] === 'thinking') {
      const thinking = part['thinking'];
      const text = typeof thinking === 'string' ? thinking : listOf(thinking).map(innerText).join('');
      if (text !== '') events.push({ type: 'reasoning-delta', choice, text });
    } else if (part['type'] === 'image_url') readImage(part, choice, events);
    else readContent(innerText(part), choice, events);
  }
}

/**
 * Reasoning has three spellings; a reply that uses two of them says the same twice. Signatures come beside it, in
 * OpenRouter's `reasoning_details` or in `thinking_blocks` of gateways.
 */
function readReasoning(delta: JsonObject, choice: number, events: ChatEvent[]): void {
  const text = textOf(delta['reasoning_content']) ?? textOf(delta['reasoning']);
  if (text !== null) events.push({ type: 'reasoning-delta', choice, text });
  const details = listOf(delta['reasoning_details']).filter(isJsonObject);
  if (text === null) {
    const told = details.map((detail) => textOf(detail['text']) ?? textOf(detail['summary']) ?? '').join('');
    if (told !== '') events.push({ type: 'reasoning-delta', choice, text: told });
  }
  for (const block of [...details, ...listOf(delta['thinking_blocks']).filter(isJsonObject)]) {
    const signature = textOf(block['signature']);
    const redacted = textOf(block['data']);
    if (signature !== null || redacted !== null)
      events.push({ type: 'reasoning-end', choice, signature, redacted });
  }
}

function readImage(value: Json, choice: number, events: ChatEvent[]): void {
  const holder = isJsonObject(value) ? value['image_url'] : undefined;
  const url = isJsonObject(holder) ? holder['url'] : holder;
  const match = typeof url === 'string' ? /^data:([\w.+-]+\/[\w.+-]+);base64,/.exec(url.slice(0, 100)) : null;
  if (typeof url !== 'string' || match === null) return;
  events.push({ type: 'image', choice, mediaType: match[1] ?? '', data: url.slice(match[0].length) });
}

function readAudio(audio: JsonObject, choice: number, events: ChatEvent[]): void {
  events.push({
    type: 'audio-delta',
    choice,
    data: textOf(audio['data']),
    transcript: textOf(audio['transcript']),
    id: textOf(audio['id']),
    expiresAt: typeof audio['expires_at'] === 'number' ? audio['expires_at'] : null,
  });
}

/**
 * Providers' words → OpenAI's. A model that called a tool and stopped did so for the call's sake (OpenAI's reference ties
 * `tool_calls` to that), unless it ran out of tokens: then the arguments are cut.
 */
function finishReason(raw: string, called: boolean): FinishReason {
  switch (raw) {
    case 'length':
    case 'max_tokens':
    case 'model_length':
      return 'length';
    case 'content_filter':
      return 'content_filter';
    case 'tool_calls':
    case 'function_call':
    case 'tool_use':
      return 'tool_calls';
    default:
      return called ? 'tool_calls' : 'stop';
  }
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function innerText(part: Json): string {
  return (isJsonObject(part) ? textOf(part['text']) : null) ?? '';
}
