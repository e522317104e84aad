import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type ChatEvent } from '../chat/chat-event.js';
import { type ServerSentEvent, ServerSentEventDecoder } from '../framing/server-sent-events.js';
import { protocolFault } from './faults/upstream-fault.js';
import { type StreamDecoder } from './provider.js';

/** What one provider's payloads mean; framing, end marks and faults of the stream are `SseReplyDecoder`'s. */
export interface PayloadReader {
  /**
   * One payload of the stream. An `error` among the events ends it.
   * @param event name of the server-sent event, '' when it has none.
   */
  read(payload: JsonObject, event: string): ChatEvent[];
  /** The reply said how it ended, so it is whole even if the end mark is missing. */
  readonly finished: boolean;
  /** The end mark was one of the payloads. */
  readonly ended: boolean;
  /** What is told last, once: what was left open, and how each choice ended. */
  close(): ChatEvent[];
}

/**
 * A reply streamed as server-sent events of JSON. It ends in `message-end` when its end mark came, or when the reply said
 * how it ended before the connection did; in all other cases in an `error`. Nothing follows either.
 */
export class SseReplyDecoder implements StreamDecoder {
  readonly #frames = new ServerSentEventDecoder();
  readonly #reader: PayloadReader;
  readonly #endMark: string | null;
  #over = false;

  /** @param endMark data of the event that ends a stream and is no JSON (`[DONE]`); null: there is none. */
  constructor(reader: PayloadReader, endMark: string | null) {
    this.#reader = reader;
    this.#endMark = endMark;
  }

  push(bytes: Uint8Array): ChatEvent[] {
    return this.#read(this.#frames.push(bytes));
  }

  end(): ChatEvent[] {
    const events = this.#read(this.#frames.end());
    if (this.#over) return events;
    if (this.#reader.finished) this.#close(events);
    else this.#fail('The upstream ended the stream before the answer was complete.', events);
    return events;
  }

  #read(frames: readonly ServerSentEvent[]): ChatEvent[] {
    const events: ChatEvent[] = [];
    for (const frame of frames) if (!this.#over) this.#frame(frame, events);
    if (!this.#over && this.#frames.fault !== null) {
      this.#fail('The upstream sent a line that is longer than 8 MiB.', events);
    }
    return events;
  }

  #frame({ event, data }: ServerSentEvent, events: ChatEvent[]): void {
    if (data === this.#endMark) {
      this.#close(events);
      return;
    }
    const payload = parse(data);
    if (payload === undefined) this.#fail('The upstream sent an event that is not JSON.', events);
    if (!isJsonObject(payload)) return;
    events.push(...this.#reader.read(payload, event));
    if (events.at(-1)?.type === 'error') this.#over = true;
    else if (this.#reader.ended) this.#close(events);
  }

  #close(events: ChatEvent[]): void {
    this.#over = true;
    events.push(...this.#reader.close(), { type: 'message-end' });
  }

  #fail(message: string, events: ChatEvent[]): void {
    this.#over = true;
    events.push({ type: 'error', fault: protocolFault(message) });
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
