import {
  budgetAt,
  formatUsd,
  limitHeaders,
  type LimitName,
  type LimitRefusal,
  type Limits,
  type LimitScope,
  type PicoUsd,
  type Reservation,
  type ReservationRequest,
  type ScopeMinute,
} from '@tollgate/core';
import { type Flying, InFlight } from '../in-flight/in-flight.js';
import { type Amount, ScopeCounter } from './scope-counter.js';

export interface InProcessLimitsOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** A reservation nobody settles is given back after this time. */
  readonly leaseMs?: number;
}

/** The longest call one may think of: reasoning models work for half an hour. */
const DEFAULT_LEASE_MS = 3_600_000;
const SWEEP_EVERY_MS = 1_000;
/** From so many counters on idle ones are forgotten. */
const MANY_COUNTERS = 10_000;

/**
 * Limits of one process, in memory. A reservation is two passes over its scopes without a wait between: first all must have
 * room, then all are charged; so parallel calls cannot pass a cap together, and a refused one has consumed nothing.
 */
export class InProcessLimits implements Limits {
  readonly #counters = new Map<string, ScopeCounter>();
  /** By the scope object itself, which is the same for every call until its key is loaded anew. */
  #known = new WeakMap<LimitScope, ScopeCounter>();
  readonly #held = new InFlight<Held>();
  readonly #now: () => number;
  readonly #leaseMs: number;
  #sweptAt = 0;

  constructor(options: InProcessLimitsOptions = {}) {
    this.#now = options.now ?? Date.now;
    this.#leaseMs = options.leaseMs ?? DEFAULT_LEASE_MS;
  }

  reserve(request: ReservationRequest): Reservation | LimitRefusal {
    const now = this.#now();
    if (now - this.#sweptAt >= SWEEP_EVERY_MS) this.#sweep(now);
    const amount = { tokens: request.tokens, money: request.money ?? 0n };
    const counters = request.scopes.map(this.#counterOf);
    for (const [i, scope] of request.scopes.entries()) {
      const counter = counters[i] ?? this.#counterOf(scope);
      counter.roll(now);
      const limit = counter.exceeded(scope, amount, () => request.spent(scope), now);
      if (limit) return this.#refusal(request, scope, counter, limit, now);
    }
    for (const counter of counters) counter.hold(amount);
    const held = new Held(counters, amount, now, this.#held);
    this.#held.add(held);
    return {
      granted: true,
      settle: (tokens, money) => held.settle({ tokens, money: money ?? 0n }),
      headers: this.#headers(request.scopes, now),
    };
  }

  readonly #counterOf = (scope: LimitScope): ScopeCounter => {
    const known = this.#known.get(scope);
    if (known) return known;
    const counter = this.#counterById(scope);
    this.#known.set(scope, counter);
    return counter;
  };

  #counterById(scope: LimitScope): ScopeCounter {
    const id = `${scope.kind}:${scope.id}`;
    let counter = this.#counters.get(id);
    if (!counter) {
      counter = new ScopeCounter();
      this.#counters.set(id, counter);
    }
    return counter;
  }

  #refusal(
    request: ReservationRequest,
    scope: LimitScope,
    counter: ScopeCounter,
    limit: LimitName,
    now: number,
  ): LimitRefusal {
    const spent = () => counter.spent.observe(scope, request.spent(scope), now);
    const { current, max } = figures(scope, counter, limit, spent, now);
    return {
      granted: false,
      scope,
      limit,
      current,
      max,
      retryAfterSeconds: retryAfter(counter, limit, now),
      headers: this.#headers(request.scopes, now),
    };
  }

  #headers(scopes: readonly LimitScope[], now: number): readonly string[] {
    return limitHeaders(scopes, (scope): ScopeMinute => {
      const counter = this.#counterOf(scope);
      return { requests: counter.requests, tokens: counter.tokens, secondsLeft: counter.secondsLeft(now) };
    });
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    this.#held.forEach((held) => {
      if (now - held.since >= this.#leaseMs) held.settle({ tokens: 0, money: 0n });
    });
    if (this.#counters.size < MANY_COUNTERS) return;
    for (const [id, counter] of this.#counters) if (counter.isIdle(now)) this.#counters.delete(id);
    this.#known = new WeakMap();
  }
}

/** A reservation that is not settled yet. */
class Held implements Flying {
  place = -1;

  constructor(
    private readonly counters: readonly ScopeCounter[],
    private readonly amount: Amount,
    readonly since: number,
    private readonly among: InFlight<Held>,
  ) {}

  settle(used: Amount): void {
    if (!this.among.delete(this)) return;
    for (const counter of this.counters) counter.settle(this.amount, used, this.since);
  }
}

function figures(
  scope: LimitScope,
  counter: ScopeCounter,
  limit: LimitName,
  spent: () => PicoUsd,
  now: number,
): { current: string; max: string } {
  switch (limit) {
    case 'requests':
      return { current: String(counter.requests), max: String(scope.requestsPerMinute) };
    case 'tokens':
      return { current: String(counter.tokens), max: String(scope.tokensPerMinute) };
    case 'max_parallel_requests':
      return { current: String(counter.parallel), max: String(scope.parallelRequests) };
    case 'budget':
      return {
        current: formatUsd(spent() + counter.heldMoney),
        max: formatUsd(budgetAt(scope, now) ?? 0n),
      };
  }
}

/** A slot may come free at any moment; a window ends at a known one; a budget does not pass by waiting. */
function retryAfter(counter: ScopeCounter, limit: LimitName, now: number): number | null {
  if (limit === 'budget') return null;
  return limit === 'max_parallel_requests' ? 1 : counter.secondsLeft(now);
}
