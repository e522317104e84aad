import { isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { ServerSentEventDecoder } from '../../framing/server-sent-events.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type StreamDecoder } from '../provider.js';
import { findGeminiError } from './fault.js';
import { GeminiReply } from './reply.js';

/** A streamed reply (`alt=sse`). Gemini sends no end mark: it is complete when a candidate said why it finished. */
export class GeminiStreamDecoder implements StreamDecoder {
  readonly #frames = new ServerSentEventDecoder();
  readonly #reply = new GeminiReply();
  #over = false;

  push(bytes: Uint8Array): ChatEvent[] {
    return this.#read(this.#frames.push(bytes).map((frame) => frame.data));
  }

  end(): ChatEvent[] {
    const events = this.#read(this.#frames.end().map((frame) => frame.data));
    if (this.#over) return events;
    this.#over = true;
    if (this.#reply.finished) return [...events, ...this.#reply.close(), { type: 'message-end' }];
    return [
      ...events,
      {
        type: 'error',
        fault: protocolFault('The upstream ended the stream before the answer was complete.'),
      },
    ];
  }

  #read(payloads: readonly string[]): ChatEvent[] {
    const events: ChatEvent[] = [];
    for (const payload of payloads) if (!this.#over) this.#payload(payload, events);
    if (!this.#over && this.#frames.fault !== null) {
      this.#fail('The upstream sent a line that is longer than 8 MiB.', events);
    }
    return events;
  }

  #payload(payload: string, events: ChatEvent[]): void {
    const body = parse(payload);
    if (body === undefined) {
      this.#fail('The upstream sent an event that is not JSON.', events);
      return;
    }
    if (!isJsonObject(body)) return;
    const fault = findGeminiError(body);
    if (fault === null) {
      events.push(...this.#reply.read(body));
      return;
    }
    this.#over = true;
    events.push({ type: 'error', fault });
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
