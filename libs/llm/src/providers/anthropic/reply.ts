import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { findOpenAiError } from '../faults/openai-error.js';
import { type PayloadReader } from '../sse-reply.js';
import { BlockReader } from './blocks.js';
import { mergeUsage, readUsage } from './usage.js';

/**
 * Anthropic's messages and stream events → events. A whole message is read as the stream it could have been: its start,
 * its blocks, its end; so the two cannot disagree.
 * Source: Anthropic docs, "Streaming Messages"; unknown events and deltas are passed over, as they ask for.
 */
export class MessageReader implements PayloadReader {
  readonly #blocks = new BlockReader();
  #usage: JsonObject = {};
  #started = false;
  #stopReason: string | null = null;
  #stopSequence: string | null = null;
  #failed = false;
  #ended = false;

  /** The reply said why it stopped; what may still come is its end mark. */
  get finished(): boolean {
    return this.#stopReason !== null;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** `message_stop` was seen. */
  get ended(): boolean {
    return this.#ended;
  }

  /** One event of a stream. */
  read(event: JsonObject): ChatEvent[] {
    const events: ChatEvent[] = [];
    switch (event['type']) {
      case 'message_start':
        if (isJsonObject(event['message'])) this.#start(event['message'], events);
        break;
      case 'content_block_start':
        if (isJsonObject(event['content_block']))
          this.#blocks.start(event['index'], event['content_block'], events);
        break;
      case 'content_block_delta':
        if (isJsonObject(event['delta'])) this.#blocks.delta(event['index'], event['delta'], events);
        break;
      case 'content_block_stop':
        this.#blocks.stop(event['index'], events);
        break;
      case 'message_delta':
        this.#delta(event, events);
        break;
      case 'message_stop':
        this.#ended = true;
        break;
      default:
        this.#error(event, events);
    }
    return events;
  }

  /** A whole reply. */
  readWhole(message: JsonObject): ChatEvent[] {
    const events: ChatEvent[] = [];
    this.#error(message, events);
    if (this.#failed) return events;
    this.#start(message, events);
    const content = Array.isArray(message['content']) ? message['content'] : [];
    content.filter(isJsonObject).forEach((block, index) => {
      this.#blocks.start(index, block, events);
      this.#blocks.stop(index, events);
    });
    this.#delta(
      { delta: { stop_reason: message['stop_reason'], stop_sequence: message['stop_sequence'] } },
      events,
    );
    return events;
  }

  /** Blocks that were left open, and how the reply ended. */
  close(): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#failed) return events;
    this.#blocks.close(events);
    events.push({
      type: 'finish',
      choice: 0,
      reason: finishReason(this.#stopReason, this.#blocks.calls),
      ...(this.#stopReason === null ? {} : { raw: this.#stopReason }),
      ...(this.#stopSequence === null ? {} : { stopSequence: this.#stopSequence }),
    });
    return events;
  }

  /** Some proxies send `message_start` twice; the second tells nothing new. */
  #start(message: JsonObject, events: ChatEvent[]): void {
    if (!this.#started) {
      this.#started = true;
      events.push({
        type: 'message-start',
        id: textOf(message['id']),
        model: textOf(message['model']),
        created: null,
      });
    }
    this.#readUsage(message['usage'], events);
  }

  #delta(event: JsonObject, events: ChatEvent[]): void {
    const delta = isJsonObject(event['delta']) ? event['delta'] : {};
    this.#stopReason = textOf(delta['stop_reason']) ?? this.#stopReason;
    this.#stopSequence = textOf(delta['stop_sequence']) ?? this.#stopSequence;
    this.#readUsage(event['usage'], events);
  }

  #readUsage(update: Json | undefined, events: ChatEvent[]): void {
    if (!isJsonObject(update)) return;
    this.#usage = mergeUsage(this.#usage, update);
    const usage = readUsage(this.#usage);
    if (usage !== null) events.push({ type: 'usage', usage });
  }

  #error(body: JsonObject, events: ChatEvent[]): void {
    const fault = findOpenAiError(body);
    if (fault === null) return;
    this.#failed = true;
    events.push({ type: 'error', fault });
  }
}

/**
 * Anthropic's reasons → OpenAI's. Source: Messages API reference, `stop_reason`. Unknown ones count as a stop. Calls beside
 * `end_turn` were answered on Anthropic's side (programmatic tool calling), so they wait for no one.
 */
function finishReason(raw: string | null, calls: number): FinishReason {
  switch (raw) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'refusal':
      return 'content_filter';
    case 'tool_use':
    case null:
      // A forced JSON answer ends as a tool call, too, but no call of the client's was made.
      return calls > 0 ? 'tool_calls' : 'stop';
    default:
      return 'stop';
  }
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
