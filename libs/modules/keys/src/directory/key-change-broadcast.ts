import { type Broadcast } from '@tollgate/cache';
import { type OwnerKind } from '@tollgate/core';
import { KeyChangePublisher } from './key-change-publisher.js';
import { type KeyDirectory } from './key-directory.js';

/**
 * Channel on which processes tell each other that keys changed, or whom they belong to. A message is a list, separated by
 * commas, of hashes and of owners: `team:…`, `user:…`, `organization:…`, the id percent-encoded.
 */
export const KEY_CHANGED = 'key.changed';

/** Below the size that every transport carries; a single owner's entry is at most a third of it. */
const MESSAGE_CHARACTERS = 7_000;
const RETRY_MS = 500;
const HASH = /^[0-9a-f]{64}$/;
const OWNER = /^(team|user|organization):([^:]+)$/;

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
    private readonly directory: Pick<KeyDirectory, 'drop' | 'dropOwned' | 'revalidateAll'>,
    private readonly broadcast: Broadcast,
    private readonly onUnsent: (error: unknown) => void,
  ) {
    super();
    this.unsubscribe = broadcast.subscribe(KEY_CHANGED, {
      onMessage: (message) => this.heard(message.split(',')),
      onGap: () => directory.revalidateAll(),
    });
  }

  changed(tokens: readonly string[]): void {
    this.directory.drop(tokens);
    this.tell(tokens);
  }

  ownersChanged(kind: OwnerKind, ids: readonly string[]): void {
    this.directory.dropOwned(kind, ids);
    this.tell(ids.map((id) => `${kind}:${encodeURIComponent(id)}`));
  }

  /** Sends and hears nothing any more. */
  close(): void {
    this.unsubscribe();
    if (this.timer) clearTimeout(this.timer);
    this.unsent.clear();
  }

  private heard(entries: readonly string[]): void {
    this.directory.drop(entries.filter((entry) => HASH.test(entry)));
    for (const entry of entries) {
      const [, kind, encoded] = OWNER.exec(entry) ?? [];
      const id = encoded === undefined ? null : decoded(encoded);
      if (isOwnerKind(kind) && id !== null) this.directory.dropOwned(kind, [id]);
    }
  }

  private tell(entries: readonly string[]): void {
    for (const entry of entries) this.unsent.add(entry);
    if (!this.sending && this.timer === null) void this.send();
  }

  private async send(): Promise<void> {
    this.sending = true;
    this.timer = null;
    try {
      while (this.unsent.size > 0) {
        const entries = firstThatFit(this.unsent);
        await this.broadcast.publish(KEY_CHANGED, entries.join(','));
        for (const entry of entries) this.unsent.delete(entry);
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

function firstThatFit(entries: Iterable<string>): string[] {
  const taken: string[] = [];
  let characters = 0;
  for (const entry of entries) {
    characters += entry.length + 1;
    if (characters > MESSAGE_CHARACTERS && taken.length > 0) break;
    taken.push(entry);
  }
  return taken;
}

/** null for what is no percent-encoded text: another version's message, or nonsense. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function isOwnerKind(text: string | undefined): text is OwnerKind {
  return text === 'team' || text === 'user' || text === 'organization';
}
