import { createHash, timingSafeEqual } from 'node:crypto';
import { type CallerKeyLookup, CallerKeys } from '@tollgate/auth';
import { type KeyContext, type OwnerKind } from '@tollgate/core';
import { OwnerSpend } from './key-owners.js';
import { KeyBatches, type ReadKeys } from './key-batches.js';
import { keyContextOf, masterContext } from './key-context.js';
import { DEFAULT_OWNER_RULES, type OwnerRules } from './owner-rules.js';

/** How the directory remembers; all times in milliseconds. */
export interface KeyDirectoryOptions {
  readonly masterKey: string;
  /** `user_api_key_cache_ttl`: an older entry is read again in the background while it goes on serving. */
  readonly ttlMs: number;
  /** While Postgres is away a known key is served for this long after it was last read. */
  readonly staleForMs: number;
  readonly keysMax: number;
  readonly now: () => number;
  /** A read that failed, for the log; at most once a second. */
  readonly onUnavailable: (error: unknown) => void;
}

export const KEY_DIRECTORY_DEFAULTS = { ttlMs: 60_000, staleForMs: 3_600_000, keysMax: 100_000 } as const;

/** "No such key" is remembered this long; making a key ends it at once. */
const UNKNOWN_TTL_MS = 10_000;
const UNKNOWN_MAX = 10_000;
/** After a failed read nothing is read for this long; who asks meanwhile hears "unavailable" at once. */
const PAUSE_MS = 1_000;
/** A read may take this long before the caller is told that keys cannot be looked up. */
const READ_TIMEOUT_MS = 5_000;

const OWNER_MEMBERS = {
  team: 'teamId',
  user: 'userId',
  organization: 'organizationId',
  project: 'projectId',
} as const satisfies Record<OwnerKind, keyof KeyContext>;

interface Entry {
  readonly key: KeyContext;
  freshUntil: number;
  readonly usableUntil: number;
}

interface Read {
  readonly result: Promise<CallerKeyLookup>;
  /** The key changed after this read began: read it again. */
  outdated: boolean;
}

/**
 * What is known of keys, in this process's memory. A known key never waits for the database: an old entry is served while
 * it is read again behind the scenes. Entries leave when their key changes (`drop`), or are read again when messages about
 * changes may have been lost (`revalidateAll`). Entries least recently read leave first when there are too many.
 */
export class KeyDirectory extends CallerKeys {
  readonly master: KeyContext;
  private readonly masterDigest: Buffer;
  private readonly entries = new Map<string, Entry>();
  /** Hashes without a key → when that is forgotten. Apart from the entries, so that a flood of them evicts no key. */
  private readonly unknown = new Map<string, number>();
  /** Hash of a key → earlier hashes that it was found by. */
  private readonly former = new Map<string, Set<string>>();
  private readonly reads = new Map<string, Read>();
  private readonly batches: KeyBatches;
  private readonly ownerSpend = new OwnerSpend();
  private rules = DEFAULT_OWNER_RULES;
  private pausedUntil = 0;
  private drops = 0;

  constructor(
    read: ReadKeys,
    private readonly options: KeyDirectoryOptions,
  ) {
    super();
    this.batches = new KeyBatches(read);
    this.master = masterContext(options.masterKey);
    this.masterDigest = digest(options.masterKey);
  }

  /** From memory only; undefined when it has to be loaded. */
  find(hash: string): KeyContext | undefined {
    if (hash === this.master.hash) return this.master;
    const entry = this.entries.get(hash);
    if (!entry) return undefined;
    const now = this.options.now();
    if (now < entry.freshUntil) return entry.key;
    if (now >= entry.usableUntil) return undefined;
    this.refresh(hash, now);
    return entry.key;
  }

  /** From memory, else from the store; concurrent calls for one key share a read. Never rejects. */
  async load(hash: string): Promise<CallerKeyLookup> {
    const known = this.find(hash);
    if (known) return { state: 'found', key: known };
    const now = this.options.now();
    if ((this.unknown.get(hash) ?? 0) > now) return { state: 'unknown' };
    if (this.pausedUntil > now && !this.reads.has(hash)) return { state: 'unavailable' };
    return this.read(hash);
  }

  /** Compares digests of equal length, so the time tells nothing about the key. */
  isMaster(key: string): boolean {
    return timingSafeEqual(digest(key), this.masterDigest);
  }

  /** Keys changed: whatever is remembered of them is void, also what a read under way may bring. */
  drop(hashes: readonly string[]): void {
    this.drops += 1;
    for (const hash of hashes) {
      this.entries.delete(hash);
      for (const earlier of this.former.get(hash) ?? []) this.entries.delete(earlier);
      this.former.delete(hash);
      this.unknown.delete(hash);
      const read = this.reads.get(hash);
      if (read) read.outdated = true;
    }
  }

  /** Owners changed: what is remembered of all their keys is void, also what reads under way may bring. */
  dropOwned(kind: OwnerKind, ids: readonly string[]): void {
    const changed = new Set(ids);
    const owner = OWNER_MEMBERS[kind];
    for (const [hash, { key }] of this.entries) {
      const id = key[owner];
      if (id != null && changed.has(id)) this.entries.delete(hash);
    }
    for (const read of this.reads.values()) read.outdated = true;
  }

  /** Messages about changes may have been lost: read everything again, serving on meanwhile. */
  revalidateAll(): void {
    this.unknown.clear();
    const now = this.options.now();
    for (const read of this.reads.values()) read.outdated = true;
    for (const [hash, entry] of this.entries) {
      entry.freshUntil = 0;
      this.refresh(hash, now);
    }
  }

  /** The configuration says something of owners; keys are read again when it is something else than before. */
  follow(rules: OwnerRules): void {
    const isNew = rules.userBudgetOnTeamKeys !== this.rules.userBudgetOnTeamKeys;
    this.rules = rules;
    if (isNew) this.revalidateAll();
  }

  /** Keys in memory. */
  get size(): number {
    return this.entries.size;
  }

  private refresh(hash: string, now: number): void {
    if (this.pausedUntil <= now && !this.reads.has(hash)) void this.read(hash);
  }

  private read(hash: string): Promise<CallerKeyLookup> {
    const running = this.reads.get(hash);
    if (running) return running.result;
    const read: Read = {
      outdated: false,
      result: Promise.resolve().then(() => this.readUntilCurrent(hash, read)),
    };
    this.reads.set(hash, read);
    return read.result;
  }

  private async readUntilCurrent(hash: string, read: Read): Promise<CallerKeyLookup> {
    try {
      for (;;) {
        read.outdated = false;
        const { drops } = this;
        const key = await withinTime(this.batches.find(hash));
        // A change names a key by the hash it has, which nobody knew while it was looked up by an earlier one.
        if (key?.formerly && drops !== this.drops) continue;
        if (!read.outdated) return this.remember(hash, key && keyContextOf(key, this.ownerSpend, this.rules));
      }
    } catch (error) {
      this.pause(error);
      return { state: 'unavailable' };
    } finally {
      this.reads.delete(hash);
    }
  }

  private remember(hash: string, key: KeyContext | null): CallerKeyLookup {
    const now = this.options.now();
    this.entries.delete(hash);
    if (key === null) {
      this.unknown.set(hash, now + UNKNOWN_TTL_MS);
      evictOldest(this.unknown, UNKNOWN_MAX);
      return { state: 'unknown' };
    }
    this.unknown.delete(hash);
    if (key.hash !== hash) this.foundBy(key.hash, hash);
    this.entries.set(hash, {
      key,
      freshUntil: now + this.options.ttlMs,
      usableUntil: now + Math.max(this.options.staleForMs, this.options.ttlMs),
    });
    evictOldest(this.entries, this.options.keysMax);
    return { state: 'found', key };
  }

  private foundBy(hash: string, earlier: string): void {
    const known = this.former.get(hash);
    if (known) known.add(earlier);
    else this.former.set(hash, new Set([earlier]));
  }

  private pause(error: unknown): void {
    const now = this.options.now();
    if (this.pausedUntil > now) return;
    this.pausedUntil = now + PAUSE_MS;
    this.options.onUnavailable(error);
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** A Map keeps the order of insertion, and every read inserts anew. */
function evictOldest(map: Map<string, unknown>, max: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= max) return;
    map.delete(oldest);
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Reading a key took too long.')), READ_TIMEOUT_MS);
    timer.unref();
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
