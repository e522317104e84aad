import { type Broadcast, connectRedis, PostgresBroadcast, RedisBroadcast } from '@tollgate/cache';
import { type RedisAddress } from '@tollgate/config';

/** Messages between the processes of the installation, and how they are ended. */
export interface Messages {
  readonly broadcast: Broadcast;
  close(): Promise<void>;
}

/** Over Redis when there is one, else by NOTIFY of Postgres. */
export function openMessages(
  databaseUrl: string,
  redisAddress: RedisAddress | null,
  warn: (message: string) => void,
): Messages {
  const onError = (): void =>
    warn('the connection for messages between processes was lost; it is made again');
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
