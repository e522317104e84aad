import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Broadcast, connectRedis, PostgresBroadcast, RedisBroadcast } from '@tollgate/cache';
import { KEY_CHANGED } from '@tollgate/keys';
import { type QueueBackend } from '@tollgate/queue';

/** Hashes a message carries at most. */
const HASHES_A_MESSAGE = 100;

/**
 * Tells the API processes whose keys began a new budget window, so that they read them again. Where a message is lost, they
 * do so when their own copy is old; until then they count from zero by themselves.
 */
@Injectable()
export class ResetMessages implements OnApplicationShutdown {
  private readonly logger = new Logger('ResetMessages');
  private readonly broadcast: Broadcast;
  private readonly end: () => Promise<void>;

  constructor(backend: QueueBackend) {
    if (backend.kind === 'postgres') {
      const broadcast = new PostgresBroadcast({ url: backend.url });
      this.broadcast = broadcast;
      this.end = () => broadcast.close();
      return;
    }
    const redis = connectRedis(backend.address);
    const broadcast = new RedisBroadcast({ redis });
    this.broadcast = broadcast;
    this.end = async () => {
      await broadcast.close();
      redis.close();
    };
  }

  /** Never rejects. */
  async keysChanged(hashes: readonly string[]): Promise<void> {
    try {
      for (let from = 0; from < hashes.length; from += HASHES_A_MESSAGE)
        await this.broadcast.publish(KEY_CHANGED, hashes.slice(from, from + HASHES_A_MESSAGE).join(','));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.logger.warn(`the API could not be told of new budget windows: ${text}`);
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.end();
  }
}
