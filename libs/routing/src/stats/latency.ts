/** After so long without a newer sample, a remembered latency counts half. */
const HALF_AFTER_MS = 10_000;

/**
 * A moving average of latencies that jumps up at once and comes down slowly: one slow answer is a warning, one quick answer
 * after it is not yet an all-clear. Without samples it fades, so that a deployment that was slow is tried again.
 */
export class PeakEwma {
  #value = 0;
  #at = 0;

  observe(ms: number, now: number): void {
    if (ms >= this.#value) this.#value = ms;
    else {
      const kept = 2 ** (-(now - this.#at) / HALF_AFTER_MS);
      this.#value = Math.max(ms, this.#value * kept + ms * (1 - kept));
    }
    this.#at = now;
  }

  /** 0 while nothing is known. */
  at(now: number): number {
    const idle = now - this.#at;
    return idle <= 0 ? this.#value : (this.#value * HALF_AFTER_MS) / (HALF_AFTER_MS + idle);
  }
}

/** The mean of the last few samples. */
export class RecentMean {
  readonly #samples: number[] = [];
  #mean = 0;
  #at = 0;

  /** @param size of how many samples. */
  observe(sample: number, size: number, now: number): void {
    this.#samples.push(sample);
    while (this.#samples.length > size) this.#samples.shift();
    let sum = 0;
    for (const one of this.#samples) sum += one;
    this.#mean = sum / this.#samples.length;
    this.#at = now;
  }

  /** 0 while nothing is known, or when the last sample is older than `ttlMs`. */
  at(now: number, ttlMs: number): number {
    return now - this.#at > ttlMs ? 0 : this.#mean;
  }
}
