import { type Broadcast } from '@tollgate/cache';
import { KeyChangePublisher } from './key-change-publisher.js';
import { type KeyDirectory } from './key-directory.js';

/** Channel on which processes tell each other that keys changed; a message is hashes, separated by commas. */
export const KEY_CHANGED = 'key.changed';

/** 100 hashes of 64 characters stay below the size that every transport carries. */
const HASHES_A_MESSAGE = 100;
const RETRY_MS = 500;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Keeps the directories of all processes in step: a change made here is forgotten here at once, and everywhere else as soon
 * as the message arrives. A message that cannot be sent is sent again until it is.
 */
export class KeyChangeBroadcast extends KeyChangePublisher {
  private readonly unsent = new Set<string>();
  private sending = false;
  private timer: NodeJS.Timeout | null = null;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly directory: Pick<KeyDirectory, 'drop' | 'revalidateAll'>,
    private readonly broadcast: Broadcast,
    private readonly onUnsent: (error: unknown) => void,
  ) {
    super();
    this.unsubscribe = broadcast.subscribe(KEY_CHANGED, {
      onMessage: (message) => directory.drop(message.split(',').filter((hash) => HASH.test(hash))),
      onGap: () => directory.revalidateAll(),
    });
  }

  changed(tokens: readonly string[]): void {
    this.directory.drop(tokens);
    for (const token of tokens) this.unsent.add(token);
    if (!this.sending && this.timer === null) void this.send();
  }

  /** Sends and hears nothing any more. */
  close(): void {
    this.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
    this.unsent.clear();
  }

  private async send(): Promise<void> {
    this.sending = true;
    this.timer = null;
    try {
      while (this.unsent.size > 0) {
        const hashes = [...this.unsent].slice(0, HASHES_A_MESSAGE);
        await this.broadcast.publish(KEY_CHANGED, hashes.join(','));
        for (const hash of hashes) this.unsent.delete(hash);
      }
    } catch (error) {
      this.onUnsent(error);
      this.timer = setTimeout(() => void this.send(), RETRY_MS);
      this.timer.unref();
    } finally {
      this.sending = false;
    }
  }
}
