import { isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent } from '../../chat/chat-event.js';
import { type ServerSentEvent, ServerSentEventDecoder } from '../../framing/server-sent-events.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type StreamDecoder } from '../provider.js';
import { MessageReader } from './reply.js';

/** A streamed message. It is complete at `message_stop`, or when it said why it stopped before the connection ended. */
export class MessageStreamDecoder implements StreamDecoder {
  readonly #frames = new ServerSentEventDecoder();
  readonly #message = new MessageReader();
  #over = false;

  push(bytes: Uint8Array): ChatEvent[] {
    return this.#read(this.#frames.push(bytes));
  }

  end(): ChatEvent[] {
    const events = this.#read(this.#frames.end());
    if (this.#over) return events;
    if (this.#message.finished) this.#close(events);
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

  #frame(frame: ServerSentEvent, events: ChatEvent[]): void {
    const body = parse(frame.data);
    if (body === undefined) {
      this.#fail('The upstream sent an event that is not JSON.', events);
    } else if (isJsonObject(body)) {
      events.push(...this.#message.read(body));
      if (this.#message.failed) this.#over = true;
      else if (this.#message.stopped) this.#close(events);
    }
  }

  #close(events: ChatEvent[]): void {
    this.#over = true;
    events.push(...this.#message.close(), { type: 'message-end' });
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
