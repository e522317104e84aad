import { type LimitScope, type PicoUsd } from '@tollgate/core';

/** Requests and tokens are counted in windows of this length, from the first request on. */
export const WINDOW_MS = 60_000;

/** What a reservation holds, or used in the end. */
export interface Amount {
  readonly tokens: number;
  readonly money: PicoUsd;
}

/** Which limit of a scope a request does not fit into. */
export type ExceededLimit = 'requests' | 'tokens' | 'max_parallel_requests' | 'budget';

/** Counters of one scope. Times are epoch milliseconds of the caller's clock. */
export class ScopeCounter {
  windowStart = 0;
  requests = 0;
  /** Used and held in this window. */
  tokens = 0;
  parallel = 0;
  heldMoney = 0n;
  #spent: PicoUsd | null = null;
  #lastSeen = 0n;

  /**
   * Settled spend: the outside figure, or what was settled here since, whichever is ahead. An outside figure that falls was
   * reset by an admin.
   */
  spent(outside: PicoUsd): PicoUsd {
    if (this.#spent === null || outside > this.#spent || outside < this.#lastSeen) this.#spent = outside;
    this.#lastSeen = outside;
    return this.#spent;
  }

  /** Begins a new window when the last one is over. */
  roll(now: number): void {
    if (now - this.windowStart < WINDOW_MS) return;
    this.windowStart = now;
    this.requests = 0;
    this.tokens = 0;
  }

  /** The first limit the request would break; null when it fits. Changes nothing. */
  exceeded(scope: LimitScope, amount: Amount, spent: () => PicoUsd): ExceededLimit | null {
    if (scope.parallelRequests !== null && this.parallel >= scope.parallelRequests)
      return 'max_parallel_requests';
    if (scope.requestsPerMinute !== null && this.requests >= scope.requestsPerMinute) return 'requests';
    if (scope.tokensPerMinute !== null && this.tokens + amount.tokens > scope.tokensPerMinute)
      return 'tokens';
    if (scope.maxBudget === null) return null;
    const used = this.spent(spent()) + this.heldMoney;
    return used >= scope.maxBudget || used + amount.money > scope.maxBudget ? 'budget' : null;
  }

  hold(amount: Amount): void {
    this.requests += 1;
    this.tokens += amount.tokens;
    this.parallel += 1;
    this.heldMoney += amount.money;
  }

  /** Replaces what was held by what was used; tokens only while the window they were held in lasts. */
  settle(held: Amount, used: Amount, heldSince: number): void {
    this.parallel -= 1;
    this.heldMoney -= held.money;
    if (this.#spent !== null) this.#spent += used.money;
    if (heldSince >= this.windowStart) this.tokens = Math.max(0, this.tokens + used.tokens - held.tokens);
  }

  /** Nothing is held and the window is over: the counter may be forgotten, unless it keeps a budget. */
  isIdle(now: number): boolean {
    return this.parallel === 0 && this.#spent === null && now - this.windowStart >= WINDOW_MS;
  }

  secondsLeft(now: number): number {
    return Math.max(1, Math.ceil((this.windowStart + WINDOW_MS - now) / 1000));
  }
}
