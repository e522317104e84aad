import { Announcements, type Broadcast } from '@tollgate/cache';
import { type OwnerKind } from '@tollgate/core';
import { KeyChangePublisher } from './key-change-publisher.js';
import { type KeyDirectory } from './key-directory.js';

/**
 * Channel on which processes tell each other that keys changed, or whom they belong to. A message is a list, separated by
 * commas, of hashes and of owners: `team:…`, `user:…`, `organization:…`, the id percent-encoded.
 */
export const KEY_CHANGED = 'key.changed';

const HASH = /^[0-9a-f]{64}$/;
const OWNER = /^(team|user|organization):([^:]+)$/;

/**
 * Keeps the directories of all processes in step: a change made here is forgotten here at once, and everywhere else as soon
 * as the message arrives. A message that cannot be sent is sent again until it is.
 */
export class KeyChangeBroadcast extends KeyChangePublisher {
  private readonly announcements: Announcements;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly directory: Pick<KeyDirectory, 'drop' | 'dropOwned' | 'revalidateAll'>,
    broadcast: Broadcast,
    onUnsent: (error: unknown) => void,
  ) {
    super();
    this.announcements = new Announcements(broadcast, KEY_CHANGED, onUnsent);
    this.unsubscribe = broadcast.subscribe(KEY_CHANGED, {
      onMessage: (message) => this.heard(message.split(',')),
      onGap: () => directory.revalidateAll(),
    });
  }

  changed(tokens: readonly string[]): void {
    this.directory.drop(tokens);
    this.announcements.tell(tokens);
  }

  ownersChanged(kind: OwnerKind, ids: readonly string[]): void {
    this.directory.dropOwned(kind, ids);
    this.announcements.tell(ids.map((id) => `${kind}:${encodeURIComponent(id)}`));
  }

  /** Sends and hears nothing any more. */
  close(): void {
    this.unsubscribe();
    this.announcements.close();
  }

  private heard(entries: readonly string[]): void {
    this.directory.drop(entries.filter((entry) => HASH.test(entry)));
    for (const entry of entries) {
      const [, kind, encoded] = OWNER.exec(entry) ?? [];
      const id = encoded === undefined ? null : decoded(encoded);
      if (isOwnerKind(kind) && id !== null) this.directory.dropOwned(kind, [id]);
    }
  }
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
  return text === 'team' || text === 'user' || text === 'organization' || text === 'project';
}
