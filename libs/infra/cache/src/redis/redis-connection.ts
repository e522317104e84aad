import { isNativeError } from 'node:util/types';
import { type Cluster, type Redis } from 'ioredis';
import { CircuitBreaker } from './circuit-breaker.js';
import { type RedisAddress } from './redis-address.js';
import { commandClient } from './redis-client.js';

/** A command that takes longer is given up: requests wait for it. */
const COMMAND_TIMEOUT_MS = 500;

/** Commands to Redis that never make a request wait for a Redis that is away. */
export class RedisConnection {
  private readonly breaker = new CircuitBreaker({ failures: 3, pauseMs: 1_000, isFailure: isRedisAway });

  /** @internal use connectRedis */
  constructor(
    private readonly client: Redis | Cluster,
    readonly address: RedisAddress,
  ) {}

  /** May commands be tried just now? For metrics and readiness. */
  get isAvailable(): boolean {
    return this.client.status === 'ready' && !this.breaker.isOpen;
  }

  /**
   * Runs commands. Rejects at once while Redis is away, and within half a second a command when it does not answer; after
   * three such failures nothing is tried for a second. An error that Redis answers is passed on.
   */
  run<T>(commands: (client: Redis | Cluster) => Promise<T>): Promise<T> {
    return this.breaker.run(() => commands(this.client));
  }

  /** Resolves when Redis can be used; rejects after the time. */
  async ready(withinMs: number): Promise<void> {
    if (this.client.status === 'ready') return;
    await new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.client.off('ready', settle);
        resolve();
      };
      const timer = setTimeout(() => {
        this.client.off('ready', settle);
        reject(new Error(`Redis was not ready within ${withinMs} ms`));
      }, withinMs);
      this.client.on('ready', settle);
    });
  }

  close(): void {
    this.client.disconnect();
  }
}

/** Begins to connect; the process may start while Redis is away. */
export function connectRedis(address: RedisAddress): RedisConnection {
  return new RedisConnection(commandClient(address, COMMAND_TIMEOUT_MS), address);
}

/**
 * Did this fail because Redis cannot be reached or cannot serve just now? An error that Redis answers (wrong type, out
 * of memory, no permission) begins with its name in capitals and is none; loading, failover and read-only replicas are.
 */
export function isRedisAway(error: unknown): boolean {
  if (!isNativeError(error)) return false;
  if (error.name !== 'ReplyError') return true;
  return /^(?:LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|READONLY|BUSY)\b/.test(error.message);
}
