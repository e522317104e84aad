import { randomBytes } from 'node:crypto';
import {
  budgetAt,
  formatUsd,
  LIMIT_WINDOW_MS,
  limitHeaders,
  type LimitName,
  type LimitRefusal,
  type Limits,
  type LimitScope,
  type PicoUsd,
  type Reservation,
  type ReservationRequest,
} from '@tollgate/core';
import { type RedisConnection } from '../redis/redis-connection.js';
import { AnswerWatch, RedisHangsError } from './answer-watch.js';
import { keysOf } from './limit-keys.js';
import { fromLimbs, toLimbs } from './money-limbs.js';
import { RESERVE } from './reserve-script.js';
import { Reservations, type Taken } from './reservations.js';

export interface RedisLimitsOptions {
  /** A patient one: whether Redis hangs is judged here. */
  readonly redis: RedisConnection;
  /** Counts in this process alone while Redis is away. */
  readonly fallback: Limits;
  /** A crashed process's slots and money are free again after so long; running calls renew theirs. */
  readonly leaseMs?: number;
  /**
   * Redis hangs when it has answered nobody while this process listened for so long; a slow one that still answers, and one
   * whose answers this process was too busy to read, is waited for. Paid once.
   */
  readonly patienceMs?: number;
  /** Redis did not answer: limits are counted per process, until it does. Called for each such call. */
  readonly onAway: (error: unknown) => void;
}

/** Slots of a process that died are free again after this time. */
export const LIMITS_LEASE_MS = 60_000;
const HANGS = new RedisHangsError('Redis hangs');
/** Longer than a Redis on a crowded machine waits for its turn, or needs to be connected to again. */
const PATIENCE_MS = 1_000;
/** Counters of a budget are kept so long after their last call; then the database's figure begins a new one. */
const BUDGET_KEPT_MS = 86_400_000;
const LIMITS: readonly LimitName[] = ['max_parallel_requests', 'requests', 'tokens', 'budget'];

/**
 * Limits of all API processes together, counted in Redis: a reservation is one script over all scopes of a call, so calls of
 * different processes cannot pass a cap together. One round trip a call; settling is sent once a turn of the event loop and
 * nobody waits for it. While Redis is away every process counts by itself, from what the database said of spend.
 */
export class RedisLimits implements Limits {
  readonly #leaseMs: number;
  readonly #reservations: Reservations;
  readonly #process = randomBytes(6).toString('base64url');
  readonly #watch: AnswerWatch;
  #calls = 0;

  constructor(private readonly options: RedisLimitsOptions) {
    this.#leaseMs = options.leaseMs ?? LIMITS_LEASE_MS;
    this.#watch = new AnswerWatch({
      patienceMs: options.patienceMs ?? PATIENCE_MS,
      probe: () => options.redis.whenReady((client) => client.ping()),
    });
    this.#reservations = new Reservations(options.redis, this.#leaseMs, options.onAway);
  }

  async reserve(request: ReservationRequest): Promise<Reservation | LimitRefusal> {
    if (this.#watch.hangs) return this.#alone(request, HANGS);
    const asked = this.#ask(request);
    try {
      return await this.#watch.wait(asked);
    } catch (error) {
      const local = await this.#alone(request, error);
      if (local.granted) return joined(local, asked);
      giveBack(asked);
      return local;
    }
  }

  /** Counted by this process alone. */
  #alone(
    request: ReservationRequest,
    reason: unknown,
  ): Reservation | LimitRefusal | Promise<Reservation | LimitRefusal> {
    this.options.onAway(reason);
    return this.options.fallback.reserve(request);
  }

  /** Sends what was settled. What running calls hold is free again when their lease ends. */
  close(): Promise<void> {
    this.#watch.close();
    return this.#reservations.close();
  }

  /** A call whose connection broke before its answer came asks again when it stands; what it may hold, the lease frees. */
  async #ask(request: ReservationRequest): Promise<Reservation | LimitRefusal> {
    try {
      return await this.#askOnce(request);
    } catch (error) {
      if (this.#watch.hangs || !isConnectionLost(error)) throw error;
      return this.#askOnce(request);
    }
  }

  async #askOnce(request: ReservationRequest): Promise<Reservation | LimitRefusal> {
    const { scopes, tokens } = request;
    const money = request.money ?? 0n;
    this.#calls += 1;
    const member = `${this.#process}:${this.#calls}:${toLimbs(money).join(':')}`;
    const answer = await this.options.redis.whenReady((client) => {
      // Nobody waits for it any more.
      if (this.#watch.hangs) throw HANGS;
      const args = [member, tokens, ...toLimbs(money), this.#leaseMs, LIMIT_WINDOW_MS, BUDGET_KEPT_MS];
      for (const scope of scopes) args.push(...scopeArgs(scope, this.#spent(scope, request)));
      return RESERVE.run(client, scopes.flatMap(keysOf), args);
    });
    this.#watch.answered();
    return this.#read(answer, request, { member, scopes, tokens, money });
  }

  /**
   * What is known of the spend of a scope, and no more than Redis will know when it runs the script: it must not count the
   * cost of a call that is settled there a moment later.
   */
  #spent(scope: LimitScope, request: ReservationRequest): PicoUsd {
    if (scope.maxBudget === null) return 0n;
    const known = request.spent(scope) - this.#reservations.unsentOf(scope);
    return known > 0n ? known : 0n;
  }

  #read(
    answer: unknown,
    { scopes }: ReservationRequest,
    taken: Omit<Taken, 'at'>,
  ): Reservation | LimitRefusal {
    const numbers = numbersOf(answer);
    const [granted = 0, now = 0] = numbers;
    const minutes = numbers.slice(granted === 1 ? 2 : 6);
    const minuteOf = (_: LimitScope, place: number) => ({
      requests: minutes[place * 3 + 1] ?? 0,
      tokens: minutes[place * 3 + 2] ?? 0,
      secondsLeft: secondsLeft(minutes[place * 3] ?? now, now),
    });
    const headers = limitHeaders(scopes, minuteOf);
    if (granted === 1) return this.#reservation({ ...taken, at: now }, headers);
    const [, , place = 1, limit = 1, high = 0, low = 0] = numbers;
    const scope = scopes[place - 1];
    const name = LIMITS[limit - 1];
    if (!scope || !name) throw new Error('the script of limits names a scope or a limit that is none');
    return {
      granted: false,
      scope,
      limit: name,
      ...figures(scope, name, high, low),
      retryAfterSeconds: retryAfter(name, minuteOf(scope, place - 1).secondsLeft),
      headers,
    };
  }

  #reservation(taken: Taken, headers: readonly string[]): Reservation {
    this.#reservations.hold(taken);
    return {
      granted: true,
      headers,
      settle: (tokens, money) => this.#reservations.settle(taken, tokens, money ?? 0n),
    };
  }
}

function scopeArgs(scope: LimitScope, spent: PicoUsd): number[] {
  const most = budgetAt(scope, Date.now());
  const budget = most === null ? [-1, 0] : toLimbs(most);
  return [
    ...[scope.requestsPerMinute ?? -1, scope.tokensPerMinute ?? -1, scope.parallelRequests ?? -1],
    ...[...budget, ...toLimbs(spent)],
    ...[scope.spentSince ?? 0, scope.resetsAt ?? 0],
  ];
}

function figures(
  scope: LimitScope,
  limit: LimitName,
  high: number,
  low: number,
): { current: string; max: string } {
  switch (limit) {
    case 'requests':
      return { current: String(high), max: String(scope.requestsPerMinute) };
    case 'tokens':
      return { current: String(high), max: String(scope.tokensPerMinute) };
    case 'max_parallel_requests':
      return { current: String(high), max: String(scope.parallelRequests) };
    case 'budget':
      return { current: formatUsd(fromLimbs(high, low)), max: formatUsd(budgetAt(scope, Date.now()) ?? 0n) };
  }
}

/** A slot may come free at any moment; a minute ends at a known one; a budget does not pass by waiting. */
function retryAfter(limit: LimitName, minuteEndsIn: number): number | null {
  if (limit === 'budget') return null;
  return limit === 'max_parallel_requests' ? 1 : minuteEndsIn;
}

function secondsLeft(start: number, now: number): number {
  return Math.max(1, Math.ceil((start + LIMIT_WINDOW_MS - now) / 1_000));
}

function numbersOf(answer: unknown): number[] {
  return Array.isArray(answer) ? answer.map(Number) : [];
}

/** Not an answer of Redis, and none that was waited for too long. */
function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && error.name !== 'ReplyError' && !(error instanceof RedisHangsError);
}

/** What Redis takes for a call that this process has refused meanwhile. */
function giveBack(asked: Promise<Reservation | LimitRefusal>): void {
  asked.then(
    (late) => late.granted && late.settle(0, 0n),
    () => undefined,
  );
}

/**
 * A call that this process counted by itself because Redis was slow. Should Redis have taken it as well, it is settled there
 * too.
 */
function joined(local: Reservation, asked: Promise<Reservation | LimitRefusal>): Reservation {
  return {
    granted: true,
    headers: local.headers,
    settle: (tokens, money) => {
      local.settle(tokens, money);
      asked.then(
        (late) => late.granted && late.settle(tokens, money),
        () => undefined,
      );
    },
  };
}
