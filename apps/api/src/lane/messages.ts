import { type Broadcast, connectRedis, PostgresBroadcast, RedisBroadcast } from '@tollgate/cache';
import { type RedisAddress } from '@tollgate/config';
import { atMostEvery } from './at-most-every.js';

/** Messages between the processes of the installation, and how they are ended. */
export interface Messages {
  readonly broadcast: Broadcast;
  close(): Promise<void>;
}

const WARN_EVERY_MS = 60_000;

/** Over Redis when there is one, else by NOTIFY of Postgres. */
export function openMessages(
  databaseUrl: string,
  redisAddress: RedisAddress | null,
  warn: (message: string) => void,
): Messages {
  const onError = atMostEvery(WARN_EVERY_MS, () =>
    warn('the connection for messages between processes is away; it is tried again and again'),
  );
  if (redisAddress === null) {
    const broadcast = new PostgresBroadcast({ url: databaseUrl, onError });
    return { broadcast, close: () => broadcast.close() };
  }
  const redis = connectRedis(redisAddress);
  const broadcast = new RedisBroadcast({ redis, onError });
  return {
    broadcast,
    close: async () => {
      await broadcast.close();
      redis.close();
    },
  };
}
