import { type Dispatcher } from 'undici';
import { type UpstreamFault } from '@tollgate/llm';
import { type Destination } from './upstream-pools.js';
import { CUT, SILENT, UNREACHABLE } from './upstream-fault.js';
import { type FlatHeaders, flatHeaders } from './upstream-headers.js';

/** Takes the reply of one attempt. Exactly one of `end` and `fail` is called, once, and nothing after it. */
export interface ReplyReader {
  head(status: number, headers: FlatHeaders): void;
  /** @returns false to hold the upstream back until `resume` of the attempt is called. */
  data(chunk: Buffer): boolean;
  end(): void;
  fail(fault: UpstreamFault): void;
}

export interface AttemptTimes {
  /** Until the reply is complete, or a stream has given its first content. */
  readonly answerMs: number;
}

/**
 * One request to one upstream: the handler undici calls, with its clock. The old-style handler and the abort function it
 * is given are markedly cheaper than a stream and an AbortSignal (`npm run bench`).
 */
export class Attempt implements Dispatcher.DispatchHandler {
  readonly startedTick = performance.now();
  /** When the head of the reply came; 0 before. */
  headTick = 0;
  #abort: ((error?: Error) => void) | null = null;
  #resume: (() => void) | null = null;
  #over = false;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly reader: ReplyReader,
    times: AttemptTimes,
  ) {
    this.#timer = setTimeout(onTimeout, times.answerMs, this);
  }

  /** Sends the request; whatever happens is told to the reader. */
  send(destination: Destination, body: Uint8Array): void {
    destination.pool.dispatch(
      { method: 'POST', path: destination.path, headers: destination.headers, body },
      this,
    );
  }

  /** The answer has begun: from now on the time is that between two pieces of it. */
  restartClock(): void {
    if (!this.#over) this.#timer.refresh();
  }

  /** Lets a held-back upstream go on. */
  resume(): void {
    if (!this.#over) this.#resume?.();
  }

  /** Closes the upstream's connection. The reader hears nothing more. */
  cancel(): void {
    if (this.#over) return;
    this.#finish();
    this.#abort?.();
  }

  /** The time is up. */
  expire(): void {
    this.#failWith(SILENT);
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    // The client may have gone while the request waited for a connection.
    if (this.#over) abort();
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    if (status < 200 || this.#over) return true;
    this.headTick = performance.now();
    this.#resume = resume;
    this.reader.head(status, flatHeaders(raw));
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.#over || this.reader.data(chunk);
  }

  onComplete(): void {
    if (this.#over) return;
    this.#finish();
    this.reader.end();
  }

  onError(): void {
    if (this.#over) return;
    this.#finish();
    this.reader.fail(this.headTick === 0 ? UNREACHABLE : CUT);
  }

  #failWith(fault: UpstreamFault): void {
    if (this.#over) return;
    this.cancel();
    this.reader.fail(fault);
  }

  #finish(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}

function onTimeout(attempt: Attempt): void {
  attempt.expire();
}
