import { isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type ServerSentEvent, ServerSentEventDecoder } from '../../framing/server-sent-events.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type StreamDecoder } from '../provider.js';
import { ChatReplyReader } from './reply.js';

/**
 * A streamed reply of the OpenAI chat API. It is complete when `[DONE]` came, or when every choice had a finish reason
 * before the connection ended; else it was cut.
 */
export class ChatStreamDecoder implements StreamDecoder {
  readonly #frames = new ServerSentEventDecoder();
  readonly #reply = new ChatReplyReader();
  #over = false;

  push(bytes: Uint8Array): ChatEvent[] {
    return this.#read(this.#frames.push(bytes));
  }

  end(): ChatEvent[] {
    const events = this.#read(this.#frames.end());
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

  #read(frames: readonly ServerSentEvent[]): ChatEvent[] {
    const events: ChatEvent[] = [];
    for (const frame of frames) if (!this.#over) this.#frame(frame, events);
    if (!this.#over && this.#frames.fault !== null) {
      this.#fail('The upstream sent a line that is longer than 8 MiB.', events);
    }
    return events;
  }

  #frame(frame: ServerSentEvent, events: ChatEvent[]): void {
    if (frame.data === '[DONE]') {
      this.#over = true;
      events.push(...this.#reply.close(), { type: 'message-end' });
      return;
    }
    const body = parse(frame.data);
    if (body === undefined) this.#fail('The upstream sent an event that is not JSON.', events);
    else if (isJsonObject(body)) {
      const isError = frame.event === 'error' && body['error'] === undefined;
      events.push(...this.#reply.read(isError ? { error: body } : body));
      this.#over = this.#reply.failed;
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
