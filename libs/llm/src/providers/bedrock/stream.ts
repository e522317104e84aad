import { isJsonObject, type Json } from '@tollgate/core';
import { type ChatEvent, type UpstreamFault } from '../../chat/chat-event.js';
import { type AwsEvent, AwsEventStreamDecoder } from '../../framing/aws-event-stream.js';
import { protocolFault } from '../faults/upstream-fault.js';
import { type StreamDecoder } from '../provider.js';
import { exceptionFault } from './fault.js';
import { ConverseReader } from './reply.js';

/**
 * A streamed reply in AWS's binary frames. It is complete when it said why it stopped and what it used, or when the
 * connection ended after it said why.
 */
export class ConverseStreamDecoder implements StreamDecoder {
  readonly #frames = new AwsEventStreamDecoder();
  readonly #reply = new ConverseReader();
  #over = false;

  push(bytes: Uint8Array): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#over) return events;
    for (const frame of this.#frames.push(bytes)) if (!this.#over) this.#frame(frame, events);
    if (!this.#over && this.#frames.fault !== null) this.#fail(protocolFault(BROKEN_FRAME), events);
    return events;
  }

  end(): ChatEvent[] {
    const events: ChatEvent[] = [];
    if (this.#over) return events;
    if (this.#reply.finished && !this.#frames.unfinished) this.#close(events);
    else this.#fail(protocolFault(CUT), events);
    return events;
  }

  #frame({ messageType, type, body }: AwsEvent, events: ChatEvent[]): void {
    if (messageType !== 'event') {
      this.#fail(exceptionFault(type, body), events);
      return;
    }
    const parsed = parse(body);
    if (!isJsonObject(parsed)) {
      this.#fail(protocolFault('The upstream sent an event that is not JSON.'), events);
      return;
    }
    events.push(...this.#reply.read(type, parsed));
    if (this.#reply.complete) this.#close(events);
  }

  #close(events: ChatEvent[]): void {
    this.#over = true;
    events.push(...this.#reply.close(), { type: 'message-end' });
  }

  #fail(fault: UpstreamFault, events: ChatEvent[]): void {
    this.#over = true;
    events.push({ type: 'error', fault });
  }
}

const BROKEN_FRAME = 'The upstream sent a frame that is damaged.';
const CUT = 'The upstream ended the stream before the answer was complete.';

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
