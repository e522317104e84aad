import { beforeEach, describe, expect, it } from '@jest/globals';
import { type AttributionKind } from '@tollgate/core';
import { AttributionDirectory } from './attribution-directory.js';
import { type AttributionReader } from './attribution-reader.js';
import { type BorrowerLimits, type BorrowerRules } from './borrower-rules.js';

const FREE: BorrowerLimits = {
  ...{ maxBudget: null, rpmLimit: null, tpmLimit: null, maxParallelRequests: null },
  ...{ budgetDuration: null, budgetResetAt: null },
};

/** Rules in a map, and a gate to hold a page of them back by. */
class Shelf implements AttributionReader {
  readonly rows: Record<AttributionKind, Map<string, BorrowerRules>> = {
    customer: new Map(),
    tag: new Map(),
  };
  fallback: BorrowerLimits | null = null;
  pageGate: Promise<void> = Promise.resolve();

  put(kind: AttributionKind, id: string, rules: Partial<BorrowerRules>): void {
    this.rows[kind].set(id, { ...FREE, id, blocked: false, models: [], region: null, spend: 0n, ...rules });
  }

  async customerDefault() {
    return this.fallback;
  }

  async page(kind: AttributionKind, after: string, limit: number) {
    const page = [...this.rows[kind].values()]
      .filter(({ id }) => id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
    await this.pageGate;
    return page;
  }

  async some(kind: AttributionKind, ids: readonly string[]) {
    return ids.flatMap((id) => this.rows[kind].get(id) ?? []);
  }
}

describe('the directory of attributions', () => {
  let shelf: Shelf;
  let directory: AttributionDirectory;
  beforeEach(() => {
    shelf = new Shelf();
    directory = new AttributionDirectory(shelf);
  });

  it('knows of nobody until it was read', async () => {
    expect(directory.of('c', ['t'])).toBeNull();
    await directory.load();
    expect(directory.of('c', ['t'])).toEqual([]);
  });

  it('finds the customer first, then the tags, and leaves out who is free', async () => {
    shelf.put('customer', 'c', { blocked: true });
    shelf.put('customer', 'free', {});
    shelf.put('tag', 't', { maxBudget: 5n, spend: 2n });
    await directory.load();
    expect(directory.of('c', ['x', 't'])).toMatchObject([
      { kind: 'customer', id: 'c', blocked: true, scope: null },
      { kind: 'tag', id: 't', scope: { kind: 'tag', maxBudget: 5n } },
    ]);
    expect(directory.of('free', [])).toEqual([]);
    expect(directory.size).toBe(2);
  });

  it('reads more rows than a page holds', async () => {
    for (let n = 0; n < 2_500; n += 1) shelf.put('tag', `t-${n}`, { rpmLimit: n + 1 });
    await directory.load();
    expect(directory.size).toBe(2_500);
    expect(directory.of(null, ['t-2499'])).toMatchObject([{ scope: { requestsPerMinute: 2_500 } }]);
  });

  it('keeps the scope while only the spend changes, and tells the new spend by it', async () => {
    shelf.put('customer', 'c', { maxBudget: 9n, spend: 1n });
    await directory.load();
    const before = directory.of('c', [])?.[0]?.scope;
    shelf.put('customer', 'c', { maxBudget: 9n, spend: 4n });
    await directory.load();
    expect(directory.of('c', [])?.[0]?.scope).toBe(before);
    expect(before?.spent?.()).toBe(4n);
  });

  it('forgets what restricts nobody any more, read by itself or with all', async () => {
    shelf.put('customer', 'a', { blocked: true });
    shelf.put('customer', 'b', { blocked: true });
    await directory.load();
    shelf.put('customer', 'a', {});
    shelf.rows.customer.delete('b');
    await directory.reread([{ kind: 'customer', id: 'a' }]);
    expect(directory.of('a', [])).toEqual([]);
    expect(directory.of('b', [])).toHaveLength(1);
    await directory.load();
    expect(directory.of('b', [])).toEqual([]);
  });

  it('does not undo a change by a load that began before it', async () => {
    await directory.load();
    let open: () => void = () => undefined;
    shelf.pageGate = new Promise((resolve) => (open = resolve));
    const load = directory.load();
    await Promise.resolve();
    shelf.put('customer', 'c', { blocked: true });
    await directory.reread([{ kind: 'customer', id: 'c' }]);
    open();
    await load;
    expect(directory.of('c', [])).toMatchObject([{ blocked: true }]);
  });

  it('holds every customer to a default budget from its first call on, each by one scope', async () => {
    shelf.fallback = { ...FREE, maxBudget: 3n };
    await directory.load();
    const scope = directory.of('new', [])?.[0]?.scope;
    expect(scope).toMatchObject({ kind: 'customer', id: 'new', maxBudget: 3n });
    expect(scope?.spent?.()).toBe(0n);
    expect(directory.of('new', [])?.[0]?.scope).toBe(scope);
    expect(directory.of(null, [])).toEqual([]);
  });
});
