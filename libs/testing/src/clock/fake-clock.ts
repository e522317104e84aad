/** A timer that waits on the fake clock. */
interface Timer {
  at: number;
  run: () => void;
}

/** A clock that moves only when told to. Timers due within a move run in order, each at its own time. */
export class FakeClock {
  #now: number;
  #timers: Timer[] = [];

  /** @param start ISO 8601 or epoch milliseconds */
  constructor(start: string | number = '2026-01-01T00:00:00Z') {
    this.#now = typeof start === 'number' ? start : Date.parse(start);
  }

  /** Epoch milliseconds. A bound function, to be handed on as it is. */
  readonly now = (): number => this.#now;

  /** Runs something once, so many milliseconds from now. @returns cancels it */
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Resolves so many milliseconds from now. */
  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => this.after(ms, resolve));
  }

  /** Moves forward, running what comes due; lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = due.at;
      due.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = end;
  }

  #next(end: number): Timer | undefined {
    const due = this.#timers.filter((timer) => timer.at <= end);
    return due.reduce<Timer | undefined>(
      (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
      undefined,
    );
  }
}
