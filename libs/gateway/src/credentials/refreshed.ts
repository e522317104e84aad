/** Something that was obtained, and until when it is good; null: for ever. Milliseconds since the epoch. */
export interface Obtained<Value> {
  readonly value: Value;
  readonly expiresAtMs: number | null;
}

/** What is this close to its end is renewed while it still serves; what lives shorter, in the last quarter of its life. */
const AHEAD_MS = 5 * 60_000;

/** Nothing is used up to its very end: clocks differ, and the call has to arrive. */
const MARGIN_MS = 10_000;

/** A failure is remembered this long, so that a burst of calls makes one attempt. */
const FAILURE_MS = 5_000;

/** One attempt may take this long. */
const PATIENCE_MS = 15_000;

/**
 * A value that expires, obtained when first needed and renewed ahead of its end in the background: calls wait for it only
 * when there is none. Concurrent calls share one attempt.
 */
export class Refreshed<Value> {
  #current: (Obtained<Value> & { readonly renewAtMs: number }) | null = null;
  #pending: Promise<Value> | null = null;
  #failure: { readonly error: unknown; readonly untilMs: number } | null = null;

  constructor(
    private readonly obtain: () => Promise<Obtained<Value>>,
    private readonly now: () => number = Date.now,
  ) {}

  /** The value, at once where there is one. @throws what `obtain` threw, for a while without asking again. */
  get(): Value | Promise<Value> {
    const now = this.now();
    const current = this.#current;
    if (current && now < current.renewAtMs) return current.value;
    const failure = this.#failure && now < this.#failure.untilMs ? this.#failure : null;
    if (current && (current.expiresAtMs === null || now < current.expiresAtMs - MARGIN_MS)) {
      // Its failure is told to the calls that come when nothing is left to serve.
      if (!failure) this.#renew().catch(ignore);
      return current.value;
    }
    if (failure) return Promise.reject(asError(failure.error));
    return this.#renew();
  }

  #renew(): Promise<Value> {
    this.#pending ??= this.#attempt().finally(() => (this.#pending = null));
    return this.#pending;
  }

  async #attempt(): Promise<Value> {
    try {
      const obtained = await inTime(this.obtain());
      const { value, expiresAtMs } = obtained;
      const now = this.now();
      const renewAtMs =
        expiresAtMs === null ? Infinity : expiresAtMs - Math.min(AHEAD_MS, (expiresAtMs - now) / 4);
      this.#current = { ...obtained, renewAtMs };
      this.#failure = null;
      return value;
    } catch (error) {
      this.#failure = { error, untilMs: this.now() + FAILURE_MS };
      throw error;
    }
  }
}

async function inTime<Value>(attempt: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${PATIENCE_MS / 1000} seconds`)),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([attempt, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function ignore(): void {
  // It is told when nothing is left to serve.
}
