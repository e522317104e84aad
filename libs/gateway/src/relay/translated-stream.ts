import { type Failure, type Usage } from '@tollgate/core';
import { type ChatEvent, type StreamDecoder, type StreamEncoder, type UpstreamFault } from '@tollgate/llm';
import { tokensOf } from './seen-tokens.js';
import { type StreamRelay } from './stream-relay.js';

/** Relays a stream between two wires: bytes → events by the provider, events → frames by the surface. */
export class TranslatedStream implements StreamRelay {
  readonly encoding = 'utf8';
  readonly media = 'events';
  begun = false;
  complete = false;
  fault: UpstreamFault | null = null;
  usage: Usage | null = null;
  #tokens = 0;

  constructor(
    private readonly decoder: StreamDecoder,
    private readonly encoder: StreamEncoder,
    readonly responseId: string,
  ) {}

  push(bytes: string): string {
    return this.#take(this.decoder.push(Buffer.from(bytes, 'latin1')));
  }

  close(): string {
    const out = this.#take(this.decoder.end());
    if (!this.fault) this.complete = true;
    return out;
  }

  end(usage: Usage | null): string {
    const counted =
      this.usage === null && usage !== null ? this.encoder.push([{ type: 'usage', usage }]) : '';
    return counted + this.encoder.end();
  }

  fail(failure: Failure): string {
    return this.encoder.fail(failure);
  }

  seenTokens(): number {
    return this.#tokens;
  }

  #take(events: readonly ChatEvent[]): string {
    const passed: ChatEvent[] = [];
    for (const event of events) {
      if (event.type === 'error') {
        this.fault = event.fault;
        break;
      }
      if (event.type === 'message-end') this.complete = true;
      else if (event.type === 'usage') this.usage = event.usage;
      else this.#count(event);
      passed.push(event);
    }
    return this.encoder.push(passed);
  }

  #count(event: ChatEvent): void {
    const tokens = tokensOf([event]);
    this.#tokens += tokens;
    if (tokens > 0 || BEGINNINGS.has(event.type)) this.begun = true;
  }
}

/** Events, besides text, by which an answer has begun. */
const BEGINNINGS: ReadonlySet<ChatEvent['type']> = new Set([
  'tool-call-start',
  'image',
  'audio-delta',
  'reasoning-end',
  'finish',
]);
