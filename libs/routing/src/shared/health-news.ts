import { type HealthDigest, type Samples } from './health-digest.js';

/** Latencies since the others were told. */
class Collected {
  #count = 0;
  #sum = 0;
  #longest = 0;

  add(value: number): void {
    this.#count += 1;
    this.#sum += value;
    this.#longest = Math.max(this.#longest, value);
  }

  take(): Samples {
    const taken = {
      count: this.#count,
      mean: this.#count === 0 ? 0 : this.#sum / this.#count,
      longest: this.#longest,
    };
    this.#count = 0;
    this.#sum = 0;
    this.#longest = 0;
    return taken;
  }
}

/** What this process has learned of one deployment by calls of its own, and has not told the others yet. */
export class HealthNews {
  requests = 0;
  tokens = 0;
  successes = 0;
  fails = 0;
  /** Epoch milliseconds. */
  coolingUntil = 0;
  readonly answers = new Collected();
  readonly perToken = new Collected();
  readonly beginnings = new Collected();
  /** Calls on their way, as the others were told. */
  #inFlightTold = 0;

  /** Calls that the others think are on their way there. */
  get inFlightTold(): number {
    return this.#inFlightTold;
  }

  /**
   * What is to be told now; null: nothing has happened.
   * @param inFlight calls on their way now. @param always also when nothing has happened.
   */
  take(id: string, inFlight: number, now: number, always: boolean): HealthDigest | null {
    const happened = this.requests !== 0 || this.tokens > 0 || this.successes + this.fails > 0;
    const isNews = happened || this.coolingUntil > now || inFlight !== this.#inFlightTold;
    if (!isNews && !always) return null;
    const digest = {
      id,
      coolsForMs: Math.max(0, this.coolingUntil - now),
      inFlight,
      requests: this.requests,
      tokens: this.tokens,
      successes: this.successes,
      fails: this.fails,
      answers: this.answers.take(),
      perToken: this.perToken.take(),
      beginnings: this.beginnings.take(),
    };
    this.requests = 0;
    this.tokens = 0;
    this.successes = 0;
    this.fails = 0;
    this.coolingUntil = 0;
    this.#inFlightTold = inFlight;
    return digest;
  }
}
