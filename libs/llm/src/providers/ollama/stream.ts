import { isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { NdjsonDecoder } from '../../framing/ndjson.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type StreamDecoder } from '../provider.js';
import { OllamaReply } from './reply.js';

/** A reply streamed as lines of JSON. The line that says `done` ends it; without one the stream was cut. */
export class OllamaStreamDecoder implements StreamDecoder {
  readonly #lines = new NdjsonDecoder();
  readonly #reply = new OllamaReply();
  #over = false;

  push(bytes: Uint8Array): ChatEvent[] {
    return this.#read(this.#lines.push(bytes));
  }

  end(): ChatEvent[] {
    const events = this.#read(this.#lines.end());
    if (!this.#over) this.#fail('The upstream ended the stream before the answer was complete.', events);
    return events;
  }

  #read(lines: readonly string[]): ChatEvent[] {
    const events: ChatEvent[] = [];
    for (const line of lines) if (!this.#over) this.#line(line, events);
    if (!this.#over && this.#lines.fault !== null) {
      this.#fail('The upstream sent a line that is longer than 8 MiB.', events);
    }
    return events;
  }

  #line(text: string, events: ChatEvent[]): void {
    const payload = parse(text);
    if (payload === undefined) this.#fail('The upstream sent a line that is not JSON.', events);
    if (!isJsonObject(payload)) return;
    events.push(...this.#reply.read(payload));
    if (events.at(-1)?.type === 'error') this.#over = true;
    else if (this.#reply.ended) {
      this.#over = true;
      events.push(...this.#reply.close(), { type: 'message-end' });
    }
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
