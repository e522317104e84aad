export interface AnswerWatchOptions {
  /** Redis hangs when it has answered nobody while this process listened for so long, in ms. */
  readonly patienceMs: number;
  /** Is it there again? Rejects while it is not. */
  readonly probe: () => Promise<unknown>;
  /** Between two probes, in ms. */
  readonly probeEveryMs?: number;
}

/** Nothing was asked, or no answer was waited for: Redis hangs. */
export class RedisHangsError extends Error {
  override name = 'RedisHangsError';
}

const PROBE_EVERY_MS = 500;
/** The patience is measured in so many looks. */
const LOOKS = 20;

/**
 * Tells a Redis that hangs from one that is slow, and from a process that is too busy to read its answers. Silence is not
 * measured by the clock but in looks: each takes one turn of the event loop, so whatever has arrived is read before it counts,
 * and however late a look comes it counts as one. The first silence costs the calls of that moment the patience, and nobody
 * waits after it: until a probe is answered, calls are told at once that Redis is away.
 */
export class AnswerWatch {
  readonly #waiting = new Set<(error: Error) => void>();
  readonly #lookEveryMs: number;
  #silentLooks = 0;
  #timer: NodeJS.Timeout | null = null;
  #probe: NodeJS.Timeout | null = null;
  #hangs = false;
  #closed = false;

  constructor(private readonly options: AnswerWatchOptions) {
    this.#lookEveryMs = options.patienceMs / LOOKS;
  }

  /** True until a probe is answered: do not ask. */
  get hangs(): boolean {
    return this.#hangs;
  }

  /** Something was answered. */
  answered(): void {
    this.#silentLooks = 0;
  }

  /** The answer, or a rejection when Redis has fallen silent. */
  wait<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) this.#begin();
      this.#waiting.add(reject);
      answer.then(
        (value) => {
          this.#waiting.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(reject);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }

  close(): void {
    this.#closed = true;
    for (const timer of [this.#timer, this.#probe]) if (timer) clearTimeout(timer);
  }

  #begin(): void {
    this.#silentLooks = 0;
    this.#timer ??= setTimeout(this.#look, this.#lookEveryMs);
  }

  /** `setImmediate` runs after the sockets of this turn were read: an answer that lay there has been counted by then. */
  readonly #look = () => {
    setImmediate(() => {
      this.#timer = null;
      if (this.#waiting.size === 0 || this.#closed) return;
      this.#silentLooks += 1;
      if (this.#silentLooks >= LOOKS) this.#giveUp();
      else this.#timer = setTimeout(this.#look, this.#lookEveryMs);
    });
  };

  #giveUp(): void {
    this.#hangs = true;
    const error = new RedisHangsError(`Redis has answered nobody for ${this.options.patienceMs} ms`);
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
    this.#probeLater();
  }

  #probeLater(): void {
    if (this.#closed) return;
    this.#probe = setTimeout(() => {
      this.options.probe().then(
        () => {
          this.#hangs = false;
        },
        () => this.#probeLater(),
      );
    }, this.options.probeEveryMs ?? PROBE_EVERY_MS);
    this.#probe.unref();
  }
}
