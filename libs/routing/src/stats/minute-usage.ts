const MINUTE_MS = 60_000;

/** What a deployment has been given since the full minute (UTC). */
export class MinuteUsage {
  /** Of the minute that the counts are of. */
  #endsAt = 0;
  #requests = 0;
  #tokens = 0;

  requests(now: number): number {
    return now < this.#endsAt ? this.#requests : 0;
  }

  tokens(now: number): number {
    return now < this.#endsAt ? this.#tokens : 0;
  }

  /** @param requests negative: a request that was counted, but never sent. */
  add(requests: number, tokens: number, now: number): void {
    if (now >= this.#endsAt) {
      this.#endsAt = now + MinuteUsage.untilNextMs(now);
      this.#requests = 0;
      this.#tokens = 0;
    }
    this.#requests = Math.max(0, this.#requests + requests);
    this.#tokens += tokens;
  }

  /** Milliseconds until the counts begin anew. */
  static untilNextMs(now: number): number {
    return MINUTE_MS - (now % MINUTE_MS);
  }
}
