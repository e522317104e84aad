import { type LimitScope, type PicoUsd } from '@tollgate/core';
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

/**
 * Reservations of this process: kept alive while their calls run, and settled together, all of one turn of the event loop in
 * one command.
 */
export class Reservations {
  readonly #held = new Set<Taken>();
  #settled: Settled[] = [];
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
  }

  /** Sends what was settled. Never rejects: what Redis does not hear of, it learns from the database's figures. */
  async flush(): Promise<void> {
    while (this.#settled.length > 0) {
      const batch = this.#settled.splice(0, BATCH);
      const keys = batch.flatMap(({ scopes }) => scopes.flatMap(keysOf));
      await this.#run(() => this.redis.run((client) => SETTLE.run(client, keys, batch.flatMap(settleArgs))));
    }
  }

  /** Settles what is left, and lets the leases of running calls end. */
  async close(): Promise<void> {
    clearInterval(this.#renewal);
    await this.flush();
  }

  async #renew(): Promise<void> {
    const leases = [...this.#held].flatMap(({ member, scopes }) =>
      scopes.filter(isLeased).map((scope) => ({ member, key: keysOf(scope)[1] })),
    );
    for (let from = 0; from < leases.length; from += BATCH) {
      const batch = leases.slice(from, from + BATCH);
      const keys = batch.map(({ key }) => key);
      const args = [this.leaseMs, ...batch.map(({ member }) => member)];
      await this.#run(() => this.redis.run((client) => RENEW.run(client, keys, args)));
    }
  }

  async #run(command: () => Promise<unknown>): Promise<void> {
    try {
      await command();
    } catch (error) {
      this.onError(error);
    }
  }
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
