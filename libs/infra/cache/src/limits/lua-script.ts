import { createHash } from 'node:crypto';
import { type Cluster, type Redis } from 'ioredis';

/** A script that Redis runs as one step. It is sent by its digest, and whole when Redis does not know it yet. */
export class LuaScript {
  readonly #digest: string;

  constructor(readonly text: string) {
    this.#digest = createHash('sha1').update(text).digest('hex');
  }

  /** @param keys all of one hash slot. */
  async run(
    client: Redis | Cluster,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    try {
      return await client.evalsha(this.#digest, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return client.eval(this.text, keys.length, ...keys, ...args);
    }
  }
}
