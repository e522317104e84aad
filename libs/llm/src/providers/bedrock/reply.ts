import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent, type FinishReason } from '../../chat/chat-event.js';
import { ConverseBlocks } from './blocks.js';
import { readUsage } from './usage.js';

/**
 * Converse replies and the events of ConverseStream → events. A whole reply is read as the stream it could have been, so
 * the two cannot disagree. Source: Converse reference, "ConverseStreamOutput"; unknown events are passed over.
 */
export class ConverseReader {
  readonly #blocks = new ConverseBlocks();
  #started = false;
  #stopReason: string | null = null;
  #stopSequence: string | null = null;
  #sawUsage = false;

  /** The reply said why it stopped; its usage may still come. */
  get finished(): boolean {
    return this.#stopReason !== null;
  }

  /** Nothing can follow any more. */
  get complete(): boolean {
    return this.finished && this.#sawUsage;
  }

  /** One event of a stream. */
  read(type: string, body: JsonObject): ChatEvent[] {
    const events: ChatEvent[] = [];
    this.#start(events);
    switch (type) {
      case 'contentBlockStart':
        if (isJsonObject(body['start'])) this.#blocks.start(body['contentBlockIndex'], body['start'], events);
        break;
      case 'contentBlockDelta':
        if (isJsonObject(body['delta'])) this.#blocks.delta(body['contentBlockIndex'], body['delta'], events);
        break;
      case 'contentBlockStop':
        this.#blocks.stop(body['contentBlockIndex'], events);
        break;
      case 'messageStop':
        this.#stop(body);
        break;
      case 'metadata':
        this.#usage(body['usage'], events);
        break;
      default:
        break;
    }
    return events;
  }

  /** A whole reply. */
  readWhole(body: JsonObject, content: readonly Json[]): ChatEvent[] {
    const events: ChatEvent[] = [];
    this.#start(events);
    content.filter(isJsonObject).forEach((block, index) => this.#blocks.whole(index, block, events));
    this.#stop(body);
    this.#usage(body['usage'], events);
    return events;
  }

  /** Blocks that were left open, and how the reply ended. */
  close(): ChatEvent[] {
    const events: ChatEvent[] = [];
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

  /** Converse gives replies no id and names no model. */
  #start(events: ChatEvent[]): void {
    if (this.#started) return;
    this.#started = true;
    events.push({ type: 'message-start', id: null, model: null, created: null });
  }

  #stop(body: JsonObject): void {
    const reason = body['stopReason'];
    if (typeof reason === 'string') this.#stopReason = reason;
    const fields = body['additionalModelResponseFields'];
    const delta = isJsonObject(fields) && isJsonObject(fields['delta']) ? fields['delta'] : fields;
    const sequence = isJsonObject(delta) ? delta['stop_sequence'] : undefined;
    if (typeof sequence === 'string') this.#stopSequence = sequence;
  }

  #usage(value: Json | undefined, events: ChatEvent[]): void {
    const usage = value === undefined ? null : readUsage(value);
    if (usage === null) return;
    this.#sawUsage = true;
    events.push({ type: 'usage', usage });
  }
}

/** Converse's reasons → OpenAI's. Source: Converse reference, `stopReason`. Unknown ones count as a stop. */
function finishReason(raw: string | null, calls: number): FinishReason {
  switch (raw) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'guardrail_intervened':
    case 'content_filtered':
      return 'content_filter';
    default:
      // A forced JSON answer ends as a tool call, too, but no call of the client's was made.
      return calls > 0 ? 'tool_calls' : 'stop';
  }
}
