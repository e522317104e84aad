import { type FramingFault, MAX_LINE_LENGTH } from './framing-fault.js';
import { LineSplitter } from './line-splitter.js';

/** One event of a `text/event-stream`; `event` is '' when the stream names none. */
export interface ServerSentEvent {
  readonly event: string;
  readonly data: string;
}

/**
 * Server-sent events out of bytes that may be cut anywhere. Follows the WHATWG rules (comments, multi-line data, CR, LF,
 * CRLF, an optional space after the colon, a byte order mark), but also gives out a last event that no blank line ends:
 * some providers close the connection right after it. An event's data is bounded as its lines are.
 */
export class ServerSentEventDecoder {
  readonly #lines: LineSplitter;
  readonly #maxEventLength: number;
  #event = '';
  #data: string[] = [];
  #dataLength = 0;
  #tooLong = false;

  constructor(maxLineLength: number = MAX_LINE_LENGTH) {
    this.#lines = new LineSplitter(maxLineLength);
    this.#maxEventLength = maxLineLength;
  }

  /** Set once the stream broke a bound; nothing comes out after that. */
  get fault(): FramingFault | null {
    return this.#tooLong || this.#lines.tooLong ? 'line-too-long' : null;
  }

  push(bytes: Uint8Array): ServerSentEvent[] {
    return this.#read(this.#lines.push(bytes));
  }

  end(): ServerSentEvent[] {
    return this.#read(this.fault === null ? [...this.#lines.end(), ''] : []);
  }

  #read(lines: readonly string[]): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    for (const line of lines) {
      if (this.#tooLong) break;
      if (line === '') this.#dispatch(events);
      else this.#field(line);
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    if (name !== 'data' && name !== 'event') return;
    const start = colon < 0 ? line.length : line.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1;
    const value = line.slice(start);
    if (name === 'event') {
      this.#event = value;
      return;
    }
    this.#data.push(value);
    this.#dataLength += value.length;
    if (this.#dataLength > this.#maxEventLength) this.#tooLong = true;
  }

  #dispatch(events: ServerSentEvent[]): void {
    if (this.#data.length > 0) events.push({ event: this.#event, data: this.#data.join('\n') });
    this.#event = '';
    this.#data = [];
    this.#dataLength = 0;
  }
}
