import { type Dispatcher } from 'undici';
import { type UpstreamFault } from '@tollgate/llm';
import { deadlines, type Timed } from '../pipeline/deadlines.js';
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
  /** Between two pieces of a stream that has begun. */
  readonly pauseMs: number;
}

/**
 * One request to one upstream: the handler undici calls, with its clock. The old-style handler and the abort function it
 * is given are markedly cheaper than a stream and an AbortSignal (`npm run bench`).
 */
export class Attempt implements Dispatcher.DispatchHandler, Timed {
  readonly startedTick = performance.now();
  /** When the head of the reply came; 0 before. */
  headTick = 0;
  #abort: ((error?: Error) => void) | null = null;
  #resume: (() => void) | null = null;
  #over = false;
  /** The upstream is held back because the client reads slowly; that is no silence of the upstream. */
  #held = false;
  dueTick: number;
  place = -1;

  constructor(
    private readonly reader: ReplyReader,
    private readonly times: AttemptTimes,
  ) {
    this.dueTick = this.startedTick + times.answerMs;
    deadlines.watch(this);
  }

  /** Sends the request; whatever happens is told to the reader. */
  send(destination: Destination, body: Uint8Array): void {
    destination.pool.dispatch(
      { method: 'POST', path: destination.path, headers: destination.headers, body },
      this,
    );
  }

  /** A piece of an answer that has begun: from now on the time is that between two pieces. */
  restartClock(): void {
    this.dueTick = performance.now() + this.times.pauseMs;
  }

  /** Lets a held-back upstream go on. */
  resume(): void {
    this.#held = false;
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
    if (this.#over) return;
    if (this.#held) {
      this.restartClock();
      return;
    }
    this.cancel();
    this.reader.fail(SILENT);
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
    if (this.#over || this.reader.data(chunk)) return true;
    this.#held = true;
    return false;
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

  #finish(): void {
    this.#over = true;
    deadlines.forget(this);
  }
}
