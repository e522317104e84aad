import { Announcements, type Broadcast } from '@tollgate/cache';
import { type AttributionKind } from '@tollgate/core';
import {
  ATTRIBUTION_KINDS,
  type AttributionDirectory,
  type ChangedAttribution,
} from '../rules/attribution-directory.js';
import { AttributionChanges } from './attribution-changes.js';

/**
 * Channel on which processes tell each other whose rules changed. A message is a list, separated by commas, of
 * `customer:…` and `tag:…`, percent-encoded, or of `all`.
 */
export const ATTRIBUTION_CHANGED = 'attribution.changed';

const ALL = 'all';
const ENTRY = /^(customer|tag):([^:]+)$/;
const NAMED_MAX = 200;
const RETRY_MS = 1_000;
/** What was spent elsewhere is noticed, and what no message told of. */
const RELOAD_EVERY_MS = 180_000;

export interface AttributionBroadcastOptions {
  readonly directory: Pick<AttributionDirectory, 'load' | 'reread'>;
  readonly broadcast: Broadcast;
  /** Told each time rules could not be read, or others not be told; it is tried again. */
  readonly onTrouble: (what: 'reading' | 'telling', error: unknown) => void;
  readonly reloadEveryMs?: number;
}

/** Keeps the directories of all processes in step: what changes here is read here at once, and elsewhere as soon as it is heard of. */
export class AttributionBroadcast extends AttributionChanges {
  readonly #announcements: Announcements;
  readonly #unsubscribe: () => void;
  readonly #reloading: NodeJS.Timeout;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(private readonly options: AttributionBroadcastOptions) {
    super();
    const { broadcast, onTrouble } = options;
    this.#announcements = new Announcements(broadcast, ATTRIBUTION_CHANGED, (error) =>
      onTrouble('telling', error),
    );
    this.#unsubscribe = broadcast.subscribe(ATTRIBUTION_CHANGED, {
      onMessage: (message) => void this.#heard(message.split(',')),
      onGap: () => void this.load(),
    });
    this.#reloading = setInterval(() => void this.load(), options.reloadEveryMs ?? RELOAD_EVERY_MS);
    this.#reloading.unref();
  }

  /** Reads everything; resolves when it was read, or is being tried again. */
  load(): Promise<void> {
    return this.#act(() => this.options.directory.load());
  }

  async changed(kind: AttributionKind, ids: readonly string[]): Promise<void> {
    this.#announcements.tell(entriesOf(kind, ids));
    await this.#act(() => this.options.directory.reread(ids.map((id) => ({ kind, id }))));
  }

  budgetChanged(): void {
    this.#announcements.tell([ALL]);
    void this.load();
  }

  /** Sends, hears and reads nothing any more. */
  close(): void {
    this.#closed = true;
    this.#unsubscribe();
    this.#announcements.close();
    clearInterval(this.#reloading);
    if (this.#retry) clearTimeout(this.#retry);
  }

  #heard(entries: readonly string[]): Promise<void> {
    if (entries.includes(ALL)) return this.load();
    const changed = entries.flatMap(changedOf);
    return changed.length === 0 ? Promise.resolve() : this.#act(() => this.options.directory.reread(changed));
  }

  /** What fails is made good by reading everything, until that works. */
  async #act(read: () => Promise<void>): Promise<void> {
    if (this.#closed) return;
    try {
      await read();
    } catch (error) {
      if (this.#closed) return;
      this.options.onTrouble('reading', error);
      this.#retry ??= setTimeout(() => {
        this.#retry = null;
        void this.load();
      }, RETRY_MS);
      this.#retry.unref();
    }
  }
}

/** Entries of a message that tells of changed rules: of many at once, that all may have changed. */
export function entriesOf(kind: AttributionKind, ids: readonly string[]): string[] {
  if (ids.length > NAMED_MAX) return [ALL];
  return ids.map((id) => `${kind}:${encodeURIComponent(id)}`);
}

function changedOf(entry: string): ChangedAttribution[] {
  const [, name, encoded] = ENTRY.exec(entry) ?? [];
  const kind = ATTRIBUTION_KINDS.find((each) => each === name);
  if (!kind || encoded === undefined) return [];
  try {
    return [{ kind, id: decodeURIComponent(encoded) }];
  } catch {
    return [];
  }
}
