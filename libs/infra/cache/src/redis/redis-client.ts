import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { type RedisAddress } from './redis-address.js';

const CONNECT_TIMEOUT_MS = 2_000;
const LONGEST_PAUSE_MS = 2_000;

const pause = (attempt: number): number => Math.min(50 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS);

/** Commands fail at once while the connection is away: nobody waits in a queue for a Redis that is away. */
const IMPATIENT = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  keepAlive: 10_000,
} satisfies RedisOptions;

/** When to give up, in ms: a command, or a connection over which no answer comes. */
export type AnswerTimes = Pick<RedisOptions, 'commandTimeout' | 'socketTimeout'>;

/** A client for commands, which connects and reconnects by itself for ever. */
export function commandClient(address: RedisAddress, times: AnswerTimes): Redis | Cluster {
  const options = { ...IMPATIENT, ...times };
  const client =
    address.kind === 'cluster'
      ? new Cluster([...address.nodes], {
          clusterRetryStrategy: pause,
          enableOfflineQueue: false,
          // The certificate names the host, not the address it resolves to.
          dnsLookup: (host, done) => done(null, host),
          redisOptions: { ...options, ...access(address) },
        })
      : oneServer(address, { ...options, retryStrategy: pause, sentinelRetryStrategy: pause });
  // ioredis tells of every failed attempt; without a listener it would print them.
  client.on('error', () => undefined);
  return client;
}

/**
 * A connection for subscriptions, which ends when it breaks. In a cluster every node hears every message, so it is a
 * plain connection to one of the seed nodes, another one with each attempt.
 */
export function subscriptionClient(address: RedisAddress, attempt: number, answerWithinMs: number): Redis {
  const options: RedisOptions = {
    ...IMPATIENT,
    commandTimeout: answerWithinMs,
    retryStrategy: () => null,
    sentinelRetryStrategy: () => null,
    lazyConnect: true,
  };
  const client =
    address.kind === 'cluster'
      ? new Redis({ ...options, ...access(address), ...address.nodes[attempt % address.nodes.length] })
      : oneServer(address, options);
  client.on('error', () => undefined);
  return client;
}

function oneServer(address: Exclude<RedisAddress, { kind: 'cluster' }>, options: RedisOptions): Redis {
  if (address.kind === 'single') return new Redis(address.url, options);
  return new Redis({
    ...options,
    ...access(address),
    db: address.database,
    name: address.master,
    sentinels: [...address.sentinels],
    enableTLSForSentinelMode: address.tls,
    ...(address.sentinelPassword === null ? {} : { sentinelPassword: address.sentinelPassword }),
  });
}

function access(address: {
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: boolean;
}): RedisOptions {
  return {
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.tls ? { tls: {} } : {}),
  };
}
