import { isNativeError } from 'node:util/types';
import { type Cluster, type Redis } from 'ioredis';
import { CircuitBreaker } from './circuit-breaker.js';
import { type RedisAddress } from './redis-address.js';
import { commandClient } from './redis-client.js';

/** A command that takes longer is given up: requests wait for it. */
const COMMAND_TIMEOUT_MS = 500;
/** A connection over which nothing has come for so long while an answer was due is made anew. */
const SILENT_SOCKET_MS = 10_000;

/** Commands to Redis that never make a request wait for a Redis that is away. */
export class RedisConnection {
  private readonly breaker = new CircuitBreaker({ failures: 3, pauseMs: 1_000, isFailure: isRedisAway });
  private standing: Promise<void> | null = null;

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

  /**
   * Runs commands once the connection stands, at once when it does. Waits for ever: who calls decides when to give up.
   * Rejects when the connection breaks after they were sent, and with what Redis answers.
   */
  async whenReady<T>(commands: (client: Redis | Cluster) => Promise<T>): Promise<T> {
    if (this.client.status !== 'ready') await this.stands();
    for (;;) {
      try {
        return await commands(this.client);
      } catch (error) {
        if (!wasNotSent(error)) throw error;
        await this.stands();
      }
    }
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

  /** One listener for all who wait. */
  private stands(): Promise<void> {
    this.standing ??= new Promise((resolve) => {
      this.client.once('ready', () => {
        this.standing = null;
        resolve();
      });
    });
    return this.standing;
  }
}

/** Begins to connect; the process may start while Redis is away. */
export function connectRedis(address: RedisAddress): RedisConnection {
  return new RedisConnection(commandClient(address, { commandTimeout: COMMAND_TIMEOUT_MS }), address);
}

/**
 * The same for callers that watch the answers themselves. Commands have no time limit: a timer cannot tell a Redis that is
 * slow from a process that is too busy to read an answer that has long arrived.
 */
export function connectPatientRedis(address: RedisAddress): RedisConnection {
  return new RedisConnection(commandClient(address, { socketTimeout: SILENT_SOCKET_MS }), address);
}

/** The connection had ended and the client did not know it yet, so the command never left. The words are those of ioredis. */
function wasNotSent(error: unknown): boolean {
  return isNativeError(error) && error.message.startsWith("Stream isn't writeable");
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
