import { EventStreamCodec } from '@smithy/eventstream-codec';

/** Smallest message: prelude and checksums without headers or payload. */
const LEAST_BYTES = 16;

/** Largest message that AWS sends. Source: Amazon Transcribe and Bedrock quotas; Smithy, "Amazon Event Stream". */
const MOST_BYTES = 24 * 1024 * 1024;

/** One message of AWS's event stream, its checksums verified. */
export interface AwsEvent {
  /** `:message-type`: `event`, `exception` or `error`. */
  readonly messageType: string;
  /** `:event-type`, `:exception-type` or `:error-code`. */
  readonly type: string;
  readonly body: string;
}

/** Why a stream could not be cut into messages. Nothing follows it. */
export type AwsStreamFault = 'message-too-long' | 'bad-checksum';

/**
 * `application/vnd.amazon.eventstream`: bytes cut anywhere in, whole messages out. Memory is bounded by one message.
 * Source: Smithy specification, "Amazon Event Stream".
 */
export class AwsEventStreamDecoder {
  readonly #codec = new EventStreamCodec(
    (bytes: string | Uint8Array) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
    (text: string) => new TextEncoder().encode(text),
  );
  /** Pieces of the message that is being received. */
  #pieces: Uint8Array[] = [];
  #held = 0;
  #fault: AwsStreamFault | null = null;

  get fault(): AwsStreamFault | null {
    return this.#fault;
  }

  /** Bytes of a message that is not whole yet. */
  get unfinished(): boolean {
    return this.#held > 0;
  }

  push(bytes: Uint8Array): AwsEvent[] {
    const events: AwsEvent[] = [];
    if (this.#fault !== null || bytes.length === 0) return events;
    this.#pieces.push(bytes);
    this.#held += bytes.length;
    for (let length = this.#nextLength(); length !== null; length = this.#nextLength()) {
      if (this.#held < length) break;
      const event = this.#decode(this.#take(length));
      if (event === null) break;
      events.push(event);
    }
    return events;
  }

  /** Length of the message that begins here; null: it is not told yet, or impossible. */
  #nextLength(): number | null {
    if (this.#held < 4 || this.#fault !== null) return null;
    const bytes = this.#joined();
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (length >= LEAST_BYTES && length <= MOST_BYTES) return length;
    this.#fault = 'message-too-long';
    return null;
  }

  /** The held bytes in one array; a long message is joined once its end is there, not with each piece. */
  #joined(): Uint8Array {
    const [first] = this.#pieces;
    if (first !== undefined && (this.#pieces.length === 1 || first.length >= 4)) return first;
    return this.#join();
  }

  #join(): Uint8Array {
    const all = new Uint8Array(this.#held);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [all];
    return all;
  }

  #take(length: number): Uint8Array {
    const all = this.#pieces.length === 1 ? (this.#pieces[0] ?? new Uint8Array()) : this.#join();
    const rest = all.subarray(length);
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
    return all.subarray(0, length);
  }

  #decode(message: Uint8Array): AwsEvent | null {
    try {
      const { headers, body } = this.#codec.decode(message);
      const header = (name: string) => {
        const value = headers[name];
        return value?.type === 'string' ? value.value : '';
      };
      const messageType = header(':message-type') || 'event';
      const type = header(':event-type') || header(':exception-type') || header(':error-code');
      const text = new TextDecoder().decode(body);
      return {
        messageType,
        type,
        body: messageType === 'error' && text === '' ? header(':error-message') : text,
      };
    } catch {
      this.#fault = 'bad-checksum';
      return null;
    }
  }
}
