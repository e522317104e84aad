import { budgetAt, LIMIT_WINDOW_MS, type LimitName, type LimitScope, type PicoUsd } from '@tollgate/core';
import { Spent } from './spent.js';

/** What a reservation holds, or used in the end. */
export interface Amount {
  readonly tokens: number;
  readonly money: PicoUsd;
}

/** By then spend that was settled here is in the database, from where it comes back. */
const SPEND_STORED_MS = 3_600_000;

/** Counters of one scope. Times are epoch milliseconds of the caller's clock. */
export class ScopeCounter {
  windowStart = 0;
  requests = 0;
  /** Used and held in this window. */
  tokens = 0;
  parallel = 0;
  heldMoney = 0n;
  /** Settled spend, where the scope has a budget. */
  readonly spent = new Spent();

  /** Begins a new window when the last one is over. */
  roll(now: number): void {
    if (now - this.windowStart < LIMIT_WINDOW_MS) return;
    this.windowStart = now;
    this.requests = 0;
    this.tokens = 0;
  }

  /** The first limit the request would break; null when it fits. Changes nothing. */
  exceeded(scope: LimitScope, amount: Amount, outside: () => PicoUsd, now: number): LimitName | null {
    if (scope.parallelRequests !== null && this.parallel >= scope.parallelRequests)
      return 'max_parallel_requests';
    if (scope.requestsPerMinute !== null && this.requests >= scope.requestsPerMinute) return 'requests';
    if (scope.tokensPerMinute !== null && this.tokens + amount.tokens > scope.tokensPerMinute)
      return 'tokens';
    const budget = budgetAt(scope, now);
    if (budget === null) return null;
    const used = this.spent.observe(scope, outside(), now) + this.heldMoney;
    return used >= budget || used + amount.money > budget ? 'budget' : null;
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
    this.spent.add(used.money);
    if (heldSince >= this.windowStart) this.tokens = Math.max(0, this.tokens + used.tokens - held.tokens);
  }

  /** Nothing is held and the window is over: the counter may be forgotten; one with a budget once its spend is surely stored. */
  isIdle(now: number): boolean {
    const idleMs = this.spent.isKnown ? SPEND_STORED_MS : LIMIT_WINDOW_MS;
    return this.parallel === 0 && now - this.windowStart >= idleMs;
  }

  secondsLeft(now: number): number {
    return Math.max(1, Math.ceil((this.windowStart + LIMIT_WINDOW_MS - now) / 1000));
  }
}
