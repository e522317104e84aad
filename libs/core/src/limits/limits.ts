import { type LimitScope } from '../keys/key-context.js';
import { type PicoUsd } from '../money/pico-usd.js';

/** Reserve, then settle: an upper bound before the call, the real figures after it, over all scopes in one atomic step. */
export interface Limits {
  reserve(request: ReservationRequest): Reservation | LimitRefusal | Promise<Reservation | LimitRefusal>;
}

export interface ReservationRequest {
  readonly scopes: readonly LimitScope[];
  /** Upper bound of prompt and reply, in tokens. */
  readonly tokens: number;
  /** Upper bound of the cost; null when the price is unknown. */
  readonly money: PicoUsd | null;
  /** Spend that each scope had when its key was loaded; seeds counters that are new here. */
  readonly spent: (scope: LimitScope) => PicoUsd;
}

/** Held until settled; an unsettled one expires by its lease. */
export interface Reservation {
  readonly granted: true;
  /** Replaces the bound by what was really used, and frees the parallel slot. Safe to call twice. */
  settle(tokens: number, money: PicoUsd | null): void;
  /** Flat list of `x-ratelimit-*` headers: name, value, … */
  readonly headers: readonly string[];
}

/** Nothing was consumed. */
export interface LimitRefusal {
  readonly granted: false;
  readonly scope: LimitScope;
  readonly limit: LimitName;
  readonly current: string;
  readonly max: string;
  /** Seconds until it may pass; null for a budget. */
  readonly retryAfterSeconds: number | null;
  readonly headers: readonly string[];
}

/** What a scope can run out of. */
export type LimitName = 'requests' | 'tokens' | 'max_parallel_requests' | 'budget';

/** Requests and tokens are counted in windows of this length, from the first request on. */
export const LIMIT_WINDOW_MS = 60_000;
