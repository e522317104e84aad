import { type UpstreamFault } from '@tollgate/llm';
import { type ReplyReader } from '../send/attempt.js';
import { TOO_LARGE } from '../send/upstream-fault.js';
import { type FlatHeaders } from '../send/upstream-headers.js';

/** A whole reply is held in memory while it is read; generated images make them large. */
export const LARGEST_REPLY_BYTES = 128 * 1024 * 1024;

/** A reply read whole, one character a byte. */
export interface Collected {
  readonly type: 'whole';
  readonly status: number;
  readonly headers: FlatHeaders;
  readonly text: string;
}

export interface ReplyFault {
  readonly type: 'fault';
  readonly fault: UpstreamFault;
}

/** Reads one reply whole. */
export class CollectedReply implements ReplyReader {
  #status = 0;
  #headers: FlatHeaders = [];
  #text = '';

  constructor(private readonly settle: (result: Collected | ReplyFault) => void) {}

  head(status: number, headers: FlatHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  data(chunk: Buffer): boolean {
    if (this.#text.length + chunk.length > LARGEST_REPLY_BYTES)
      this.settle({ type: 'fault', fault: TOO_LARGE });
    else this.#text += chunk.toString('latin1');
    return true;
  }

  end(): void {
    this.settle({ type: 'whole', status: this.#status, headers: this.#headers, text: this.#text });
  }

  fail(fault: UpstreamFault): void {
    this.settle({ type: 'fault', fault });
  }
}
