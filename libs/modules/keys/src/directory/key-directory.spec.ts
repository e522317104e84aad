import { beforeEach, describe, expect, it } from '@jest/globals';
import { hashOfKey } from '../domain/key-text.js';
import { UNRESTRICTED, type VirtualKey } from '../domain/virtual-key.js';
import { KeyDirectory } from './key-directory.js';

const HASH = hashOfKey('sk-one');
const TTL = 60_000;
const STALE = 3_600_000;

function key(token = HASH, changes: Partial<VirtualKey> = {}): VirtualKey {
  const at = new Date(0);
  return {
    ...UNRESTRICTED,
    token,
    keyName: 'sk-...-one',
    createdAt: at,
    createdBy: null,
    updatedAt: at,
    updatedBy: null,
    ...changes,
  };
}

/** A store whose reads are counted, and may be held back or fail. */
class Store {
  readonly keys = new Map<string, VirtualKey>();
  readonly queries: string[][] = [];
  away = false;
  gate: Promise<void> = Promise.resolve();

  read = async (hashes: readonly string[]): Promise<VirtualKey[]> => {
    this.queries.push([...hashes]);
    const found = hashes.flatMap((hash) => this.keys.get(hash) ?? []);
    await this.gate;
    if (this.away) throw new Error('connection refused');
    return found;
  };
}

/** Until everything that was started has come to rest. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('KeyDirectory', () => {
  let now: number;
  let store: Store;
  let directory: KeyDirectory;
  let complaints: unknown[];

  beforeEach(() => {
    now = 1_000_000;
    store = new Store();
    complaints = [];
    directory = new KeyDirectory(store.read, {
      masterKey: 'sk-master',
      ttlMs: TTL,
      staleForMs: STALE,
      keysMax: 3,
      now: () => now,
      onUnavailable: (error) => complaints.push(error),
    });
    store.keys.set(HASH, key());
  });

  it('knows the master key without asking the store', async () => {
    expect(directory.isMaster('sk-master')).toBe(true);
    expect(directory.isMaster('sk-masterx')).toBe(false);
    expect(await directory.load(hashOfKey('sk-master'))).toEqual({ state: 'found', key: directory.master });
    expect(store.queries).toEqual([]);
  });

  it('asks the store once for callers that come together, and not again while fresh', async () => {
    const answers = await Promise.all([directory.load(HASH), directory.load(HASH), directory.load(HASH)]);
    now += TTL - 1;
    expect(directory.find(HASH)).toMatchObject({ hash: HASH });
    await settled();
    expect(answers.every((answer) => answer.state === 'found')).toBe(true);
    expect(store.queries).toEqual([[HASH]]);
  });

  it('reads different keys that are asked for together in one query', async () => {
    await Promise.all([directory.load(HASH), directory.load('a'.repeat(64))]);
    expect(store.queries).toEqual([[HASH, 'a'.repeat(64)]]);
  });

  it('serves an old entry at once and reads it again behind the scenes', async () => {
    await directory.load(HASH);
    store.keys.set(HASH, key(HASH, { blocked: true }));
    now += TTL;
    expect(directory.find(HASH)).toMatchObject({ blocked: false });
    await settled();
    expect(directory.find(HASH)).toMatchObject({ blocked: true });
  });

  it('forgets a dropped key at once', async () => {
    await directory.load(HASH);
    store.keys.delete(HASH);
    directory.drop([HASH]);
    expect(directory.find(HASH)).toBeUndefined();
    expect(await directory.load(HASH)).toEqual({ state: 'unknown' });
  });

  it('does not remember what a read brings that began before the key changed', async () => {
    let open = () => {};
    store.gate = new Promise((resolve) => (open = resolve));
    const answer = directory.load(HASH);
    await settled();
    store.keys.set(HASH, key(HASH, { blocked: true }));
    directory.drop([HASH]);
    open();
    expect(await answer).toMatchObject({ state: 'found', key: { blocked: true } });
  });

  it('remembers for ten seconds that a key does not exist, unless it is made', async () => {
    const other = hashOfKey('sk-two');
    await directory.load(other);
    expect(await directory.load(other)).toEqual({ state: 'unknown' });
    expect(store.queries).toHaveLength(1);
    store.keys.set(other, key(other));
    directory.drop([other]);
    expect(await directory.load(other)).toMatchObject({ state: 'found' });
    store.keys.delete(other);
    now += 10_001;
    expect(await directory.load(hashOfKey('sk-three'))).toEqual({ state: 'unknown' });
  });

  it('keeps a flood of unknown keys from pushing out a real one', async () => {
    await directory.load(HASH);
    await Promise.all(Array.from({ length: 1_200 }, (_, each) => directory.load(hashOfKey(`sk-no-${each}`))));
    expect(directory.find(HASH)).toBeDefined();
    // 1 for the key, 3 for 1,200 unknown ones.
    expect(store.queries.length).toBe(4);
  });

  it('serves known keys for the stated time while the store is away, and says unavailable for others', async () => {
    await directory.load(HASH);
    store.away = true;
    now += STALE - 1;
    expect(directory.find(HASH)).toBeDefined();
    await settled();
    expect(directory.find(HASH)).toBeDefined();
    expect(await directory.load(hashOfKey('sk-two'))).toEqual({ state: 'unavailable' });
    now += 1_001;
    expect(directory.find(HASH)).toBeUndefined();
    expect(await directory.load(HASH)).toEqual({ state: 'unavailable' });
    expect(complaints).toHaveLength(2);
  });

  it('asks a store that failed once a second at most, and finds it again by itself', async () => {
    store.away = true;
    await directory.load(HASH);
    await directory.load(HASH);
    expect(store.queries).toHaveLength(1);
    store.away = false;
    now += 1_000;
    expect(await directory.load(HASH)).toMatchObject({ state: 'found' });
  });

  it('reads everything again when messages about changes may have been lost, serving on meanwhile', async () => {
    await directory.load(HASH);
    store.keys.set(HASH, key(HASH, { blocked: true }));
    directory.revalidateAll();
    expect(directory.find(HASH)).toMatchObject({ blocked: false });
    await settled();
    expect(directory.find(HASH)).toMatchObject({ blocked: true });
  });

  it('holds no more keys than it may', async () => {
    for (const name of ['a', 'b', 'c', 'd']) {
      store.keys.set(hashOfKey(name), key(hashOfKey(name)));
      await directory.load(hashOfKey(name));
    }
    expect(directory.size).toBe(3);
    expect(directory.find(hashOfKey('a'))).toBeUndefined();
    expect(directory.find(hashOfKey('d'))).toBeDefined();
  });

  it('gives the data plane the key’s own limits as one scope', async () => {
    store.keys.set(
      HASH,
      key(HASH, { rpmLimit: 60, maxBudget: 5_000_000_000_000n, metadata: { tags: ['ci', 7] } }),
    );
    expect(await directory.load(HASH)).toMatchObject({
      key: {
        tags: ['ci'],
        scopes: [
          {
            kind: 'key',
            id: HASH,
            requestsPerMinute: 60,
            tokensPerMinute: null,
            parallelRequests: null,
            maxBudget: 5_000_000_000_000n,
          },
        ],
      },
    });
  });
});
