import { type RedisAddress } from '@tollgate/cache';
import {
  createPostgresBackend,
  createRedisBackend,
  type QueueOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import { Cluster } from 'ioredis';

/** Where the queues live: in the product's own Postgres, or in Redis when there is one. */
export type QueueBackend =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'redis'; readonly address: RedisAddress };

/** Schema of BullMQ's tables; the product's own are in `public`. */
export const QUEUE_SCHEMA = 'bullmq';

/** Connections of one queue or worker at most. A worker holds one more, to hear of new jobs. */
const POSTGRES_POOL_SIZE = 4;

type Connection = Pick<QueueOptions, 'connection' | 'prefix'>;

/**
 * Makes this backend the one of all queues and workers of the process that are made from now on.
 * @returns what each of them needs to connect to it.
 */
export function useBackend(backend: QueueBackend): Connection {
  if (backend.kind === 'redis') {
    setDefaultBackendFactory(createRedisBackend);
    return redisConnection(backend.address);
  }
  setDefaultBackendFactory(createPostgresBackend);
  // BullMQ takes connections of its backends alike, but its types know only Redis.
  const connection = {
    connectionString: backend.url,
    schema: QUEUE_SCHEMA,
    migrate: true,
    max: POSTGRES_POOL_SIZE,
    application_name: 'tollgate queue',
    keepAlive: true,
    // Without it the planner reads the whole job table at times: five times slower.
    options: '-c enable_seqscan=off',
  };
  return { connection };
}

function redisConnection(address: RedisAddress): Connection {
  // In a cluster all keys of a queue must be on one node: the braces see to that, and harm nowhere.
  const prefix = '{tollgate}';
  switch (address.kind) {
    case 'single':
      return { prefix, connection: { url: address.url, maxRetriesPerRequest: null } };
    case 'sentinel':
      return {
        prefix,
        connection: {
          name: address.master,
          sentinels: [...address.sentinels],
          db: address.database,
          maxRetriesPerRequest: null,
          enableTLSForSentinelMode: address.tls,
          ...(address.sentinelPassword === null ? {} : { sentinelPassword: address.sentinelPassword }),
          ...access(address),
        },
      };
    case 'cluster': {
      const redisOptions = { maxRetriesPerRequest: null, ...access(address) };
      const cluster = new Cluster([...address.nodes], {
        dnsLookup: (host, done) => done(null, host),
        redisOptions,
      });
      return { prefix, connection: cluster };
    }
  }
}

function access(address: {
  readonly username: string | null;
  readonly password: string | null;
  readonly tls: boolean;
}): { username?: string; password?: string; tls?: object } {
  return {
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.tls ? { tls: {} } : {}),
  };
}
