import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { findOpenAiError } from '../faults/openai-error.js';
import { toFault } from '../faults/upstream-fault.js';
import { type PayloadReader } from '../sse-reply.js';
import { toLogprobs } from './logprobs.js';
import { readUsage } from './usage.js';

/**
 * Cohere's replies and stream events → events. A whole reply is read as the stream it could have been, so the two cannot
 * disagree. The plan a model makes before it calls tools (`tool_plan`) is text: it is written to be read, and stands where
 * other models write a sentence before their calls. Source: docs.cohere.com, "Chat with Streaming".
 */
export class CohereReply implements PayloadReader {
  readonly #calls = new Map<number, number>();
  #finish: string | null = null;
  #ended = false;

  get finished(): boolean {
    return this.#finish !== null;
  }

  /** `message-end` was seen. */
  get ended(): boolean {
    return this.#ended;
  }

  /** One event of a stream; those that are unknown or only mark an end are passed over. */
  read(event: JsonObject): ChatEvent[] {
    const delta = object(event['delta']);
    const message = object(delta['message']);
    switch (event['type']) {
      case 'message-start':
        return [start(event['id'])];
      case 'content-start':
      case 'content-delta':
        return [...content(object(message['content'])), ...logprobs(event['logprobs'])];
      case 'tool-plan-delta':
        return text(message['tool_plan']);
      case 'tool-call-start':
        return this.#startCall(event['index'], object(message['tool_calls']));
      case 'tool-call-delta':
        return this.#continueCall(event['index'], object(message['tool_calls']));
      case 'citation-start':
        return citations(message['citations']);
      case 'message-end':
        this.#ended = true;
        return this.#end(delta);
      default:
        return error(event);
    }
  }

  /** A whole reply. */
  readWhole(body: JsonObject): ChatEvent[] {
    const message = object(body['message']);
    const calls = list(message['tool_calls']).filter(isJsonObject);
    return [
      start(body['id']),
      ...text(message['tool_plan']),
      ...list(message['content']).filter(isJsonObject).flatMap(content),
      ...logprobs(body['logprobs']),
      ...calls.flatMap((call, index) => this.#startCall(index, call)),
      ...list(message['citations']).flatMap(citations),
      ...this.#end(body),
    ];
  }

  close(): ChatEvent[] {
    const raw = this.#finish ?? 'COMPLETE';
    return [{ type: 'finish', choice: 0, reason: finishReason(raw, this.#calls.size > 0), raw }];
  }

  #startCall(index: Json | undefined, call: JsonObject): ChatEvent[] {
    const place = this.#calls.size;
    this.#calls.set(typeof index === 'number' ? index : place, place);
    const name = textOf(object(call['function'])['name']) ?? '';
    const id = textOf(call['id']);
    const begin: ChatEvent = {
      type: 'tool-call-start',
      choice: 0,
      call: place,
      id,
      name,
      signature: null,
    };
    return [begin, ...argumentsOf(call, place)];
  }

  #continueCall(index: Json | undefined, call: JsonObject): ChatEvent[] {
    const place = typeof index === 'number' ? this.#calls.get(index) : this.#calls.size - 1;
    return place === undefined ? [] : argumentsOf(call, place);
  }

  /** Reason and usage; a generation that failed says so here, with status 200. */
  #end(end: JsonObject): ChatEvent[] {
    this.#finish = textOf(end['finish_reason']) ?? 'COMPLETE';
    const usage = readUsage(end['usage'] ?? null);
    const told: ChatEvent[] = usage === null ? [] : [{ type: 'usage', usage }];
    const failed = this.#finish === 'ERROR' || this.#finish === 'TIMEOUT';
    const message = textOf(end['error']);
    if (!failed && message === null) return told;
    const type = this.#finish === 'TIMEOUT' ? 'timeout_error' : 'api_error';
    const facts = { status: null, type, code: null, param: null, message: message ?? '' };
    return [...told, { type: 'error', fault: toFault(facts) }];
  }
}

/** Source: docs.cohere.com, "Chat", `finish_reason`; ERROR_TOXIC and ERROR_LIMIT are older models' words. */
function finishReason(raw: string, called: boolean): FinishReason {
  switch (raw) {
    case 'MAX_TOKENS':
    case 'ERROR_LIMIT':
      return 'length';
    case 'ERROR_TOXIC':
      return 'content_filter';
    case 'TOOL_CALL':
      return 'tool_calls';
    default:
      return called ? 'tool_calls' : 'stop';
  }
}

function start(id: Json | undefined): ChatEvent {
  return { type: 'message-start', id: textOf(id), model: null, created: null };
}

/** A block, or a piece of one: text or thinking. */
function content(block: JsonObject): ChatEvent[] {
  const thinking = textOf(block['thinking']);
  const reasoning: ChatEvent[] =
    thinking === null ? [] : [{ type: 'reasoning-delta', choice: 0, text: thinking }];
  return [...reasoning, ...text(block['text'])];
}

function text(value: Json | undefined): ChatEvent[] {
  const said = textOf(value);
  return said === null ? [] : [{ type: 'text-delta', choice: 0, text: said }];
}

function argumentsOf(call: JsonObject, place: number): ChatEvent[] {
  const argumentsText = textOf(object(call['function'])['arguments']);
  return argumentsText === null ? [] : [{ type: 'tool-call-delta', choice: 0, call: place, argumentsText }];
}

/** One citation, or a list of them. */
function citations(value: Json | undefined): ChatEvent[] {
  const found = Array.isArray(value) ? value : [value];
  return found.filter(isJsonObject).map((citation) => ({ type: 'citation', choice: 0, citation }));
}

function logprobs(value: Json | undefined): ChatEvent[] {
  const told = toLogprobs(value);
  return told === null ? [] : [{ type: 'logprobs', choice: 0, logprobs: told }];
}

function error(event: JsonObject): ChatEvent[] {
  const isError = event['type'] === 'error' || event['type'] === undefined;
  const message = textOf(event['message']);
  const fault = findOpenAiError(isError && message !== null ? { error: { message } } : event);
  return fault === null ? [] : [{ type: 'error', fault }];
}

function object(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
