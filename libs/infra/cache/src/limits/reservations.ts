import { setTimeout as sleep } from 'node:timers/promises';
import { type LimitScope, type PicoUsd } from '@tollgate/core';
import { type Cluster, type Redis } from 'ioredis';
import { type RedisConnection } from '../redis/redis-connection.js';
import { keysOf } from './limit-keys.js';
import { toLimbs } from './money-limbs.js';
import { RENEW, SETTLE } from './settle-script.js';

/** What a call took. */
export interface Taken {
  /** Names the reservation and its money. */
  readonly member: string;
  readonly scopes: readonly LimitScope[];
  readonly tokens: number;
  readonly money: PicoUsd;
  /** Epoch milliseconds of Redis' clock. */
  readonly at: number;
}

interface Settled extends Taken {
  readonly usedTokens: number;
  readonly usedMoney: PicoUsd;
}

/** Calls a script gets at a time. */
const BATCH = 500;
/** At the end of the process nobody waits longer for a Redis that does not answer. */
const CLOSE_WITHIN_MS = 2_000;

/**
 * Reservations of this process: kept alive while their calls run, and settled together, all of one turn of the event loop in
 * one command.
 */
export class Reservations {
  readonly #held = new Set<Taken>();
  #settled: Settled[] = [];
  /** Settled money that no command has taken along yet, by key of the counters. */
  readonly #unsent = new Map<string, PicoUsd>();
  readonly #renewal: NodeJS.Timeout;

  constructor(
    private readonly redis: RedisConnection,
    private readonly leaseMs: number,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#renewal = setInterval(() => void this.#renew(), leaseMs / 3);
    this.#renewal.unref();
  }

  hold(taken: Taken): void {
    this.#held.add(taken);
  }

  /** Only the first time counts. */
  settle(taken: Taken, tokens: number, money: PicoUsd): void {
    if (!this.#held.delete(taken)) return;
    if (this.#settled.length === 0) setImmediate(() => void this.flush());
    this.#settled.push({ ...taken, usedTokens: tokens, usedMoney: money });
    this.#noteUnsent(taken, money);
  }

  /**
   * Settled money of a scope that Redis will hear of only after what is sent now, where the figure of spend has it already:
   * that is the ledger's, which counts a call of this process the moment it ends. Other figures are read from the database.
   */
  unsentOf(scope: LimitScope): PicoUsd {
    return (this.#unsent.size > 0 && isFromLedger(scope) && this.#unsent.get(keysOf(scope)[0])) || 0n;
  }

  /**
   * Sends what was settled, as soon as the connection stands. Never rejects: what Redis does not hear of, it learns from the
   * database's figures.
   */
  async flush(): Promise<void> {
    const sent: Promise<void>[] = [];
    while (this.#settled.length > 0) sent.push(this.#send(this.#settled.splice(0, BATCH)));
    await Promise.all(sent);
  }

  /** Settles what is left, and lets the leases of running calls end. */
  async close(): Promise<void> {
    clearInterval(this.#renewal);
    await Promise.race([this.flush(), sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  }

  #send(batch: readonly Settled[]): Promise<void> {
    const keys = batch.flatMap(({ scopes }) => scopes.flatMap(keysOf));
    const args = batch.flatMap(settleArgs);
    let untold = batch;
    return this.#run((client) => {
      for (const one of untold) this.#noteUnsent(one, -one.usedMoney);
      untold = [];
      return SETTLE.run(client, keys, args);
    });
  }

  #noteUnsent({ scopes }: Taken, change: PicoUsd): void {
    if (change === 0n) return;
    for (const scope of scopes) {
      if (!isFromLedger(scope)) continue;
      const [key] = keysOf(scope);
      const unsent = (this.#unsent.get(key) ?? 0n) + change;
      if (unsent === 0n) this.#unsent.delete(key);
      else this.#unsent.set(key, unsent);
    }
  }

  /** Leases end by themselves while the connection is away; there is nothing to catch up with. */
  async #renew(): Promise<void> {
    if (!this.redis.isAvailable) return;
    const leases = [...this.#held].flatMap(({ member, scopes }) =>
      scopes.filter(isLeased).map((scope) => ({ member, key: keysOf(scope)[1] })),
    );
    for (let from = 0; from < leases.length; from += BATCH) {
      const batch = leases.slice(from, from + BATCH);
      const keys = batch.map(({ key }) => key);
      const args = [this.leaseMs, ...batch.map(({ member }) => member)];
      await this.#run((client) => RENEW.run(client, keys, args));
    }
  }

  async #run(command: (client: Redis | Cluster) => Promise<unknown>): Promise<void> {
    try {
      await this.redis.whenReady(command);
    } catch (error) {
      this.onError(error);
    }
  }
}

/** Is its spend what the ledger of this process says? */
function isFromLedger({ maxBudget, spent }: LimitScope): boolean {
  return maxBudget !== null && spent === undefined;
}

/** Does the scope remember who holds what? Only where something is held. */
function isLeased(scope: LimitScope): boolean {
  return scope.parallelRequests !== null || scope.maxBudget !== null;
}

function settleArgs(one: Settled): (string | number)[] {
  return [
    ...[one.member, one.scopes.length, one.at, one.tokens, one.usedTokens],
    ...[...toLimbs(one.money), ...toLimbs(one.usedMoney)],
  ];
}
