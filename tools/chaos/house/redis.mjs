import { startRedis } from '../../../libs/testing/dist/index.js';

/** A real redis-server that can die, with all it knew, and come back on its port. */
export class MortalRedis {
  static async start() {
    const redis = new MortalRedis();
    redis.server = await startRedis();
    redis.url = redis.server.url;
    return redis;
  }

  /** Nothing is saved: what it held is gone. */
  crash() {
    return this.server.stop();
  }

  async comeBack() {
    this.server = await startRedis(this.server.port);
  }

  stop() {
    return this.server.stop();
  }
}
