import { type UpstreamFault } from '@tollgate/llm';
import { type Attempt, type ReplyReader } from '../send/attempt.js';
import { type FlatHeaders } from '../send/upstream-headers.js';
import { type ReplyFault } from './collected-reply.js';
import { type StreamRelay } from './stream-relay.js';

/** How a stream ended that had begun. */
export type StreamEnding = { readonly type: 'complete' } | ReplyFault;

/** Where a relayed stream goes. `write` returns false when the client reads too slowly. */
export interface StreamSink {
  write(text: string, encoding: 'latin1' | 'utf8'): boolean;
}

/**
 * Reads one streamed reply. Nothing is handed on before real content was seen, so a stream that fails early can still be
 * answered elsewhere. Pieces that arrive in one turn of the event loop are relayed together.
 */
export class StreamedReply implements ReplyReader {
  readonly type = 'stream';
  readonly ending: Promise<StreamEnding>;
  headers: FlatHeaders = [];
  /** When the first content came; null before. */
  firstContentTick: number | null = null;
  #end: (ending: StreamEnding) => void = () => undefined;
  #attempt: Attempt | null = null;
  #sink: StreamSink | null = null;
  #input = '';
  #held = '';
  #scheduled = false;
  #blocked = false;
  #over = false;

  /** @param open told once: the stream has begun (or was empty but whole), or failed before it had. */
  constructor(
    readonly relay: StreamRelay,
    private readonly open: (opening: StreamedReply | ReplyFault) => void,
  ) {
    this.ending = new Promise((resolve) => (this.#end = resolve));
  }

  attach(attempt: Attempt): void {
    this.#attempt = attempt;
  }

  head(_status: number, headers: FlatHeaders): void {
    this.headers = headers;
  }

  data(chunk: Buffer): boolean {
    if (this.#over) return true;
    this.#input += chunk.toString('latin1');
    if (!this.#scheduled) {
      this.#scheduled = true;
      queueMicrotask(this.#relayInput);
    }
    return !this.#blocked;
  }

  end(): void {
    if (this.#over) return;
    this.#relayInput();
    if (this.#over) return;
    this.#hand(this.relay.close());
    this.#conclude();
  }

  fail(fault: UpstreamFault): void {
    if (this.#over) return;
    this.#relayInput();
    if (!this.#over) this.#finish({ type: 'fault', fault });
  }

  /** The whole stream has come already, and nothing of it has gone to the client. */
  get isHeldWhole(): boolean {
    return this.#over && this.#sink === null;
  }

  /** Takes what was held back. */
  takeHeld(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }

  /** From now on to the client: first what was held back, then the rest as it comes. */
  flowTo(sink: StreamSink): void {
    this.#sink = sink;
    const held = this.takeHeld();
    if (held !== '' && !sink.write(held, this.relay.encoding)) this.#blocked = true;
  }

  /** The client reads again. */
  drained(): void {
    if (!this.#blocked) return;
    this.#blocked = false;
    this.#attempt?.resume();
  }

  readonly #relayInput = () => {
    this.#scheduled = false;
    const input = this.#input;
    if (input === '' || this.#over) return;
    this.#input = '';
    const out = this.relay.push(input);
    if (this.relay.begun && this.firstContentTick === null) {
      this.firstContentTick = performance.now();
      this.open(this);
    }
    // Before content only the first-content clock counts, so that pings do not keep a silent upstream alive.
    if (this.firstContentTick !== null) this.#attempt?.restartClock();
    this.#hand(out);
    if (this.relay.complete || this.relay.fault) this.#conclude();
  };

  #hand(text: string): void {
    if (text === '') return;
    if (!this.#sink) this.#held += text;
    else if (!this.#sink.write(text, this.relay.encoding)) this.#blocked = true;
  }

  #conclude(): void {
    const { fault } = this.relay;
    this.#finish(fault ? { type: 'fault', fault } : { type: 'complete' });
  }

  #finish(ending: StreamEnding): void {
    this.#over = true;
    // A stream that ended in order without any content is a whole, empty answer.
    this.open(ending.type === 'complete' ? this : ending);
    this.#end(ending);
  }
}
