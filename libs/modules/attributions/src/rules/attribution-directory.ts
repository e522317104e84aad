import { type Attribution, type AttributionKind, type Attributions, type PicoUsd } from '@tollgate/core';
import { type AttributionReader } from './attribution-reader.js';
import { type BorrowerLimits, type BorrowerRules, limitScopeOf } from './borrower-rules.js';

/** Customers without rules of their own whose scope is remembered, when all customers have a default budget. */
const NEWCOMERS_MAX = 10_000;
const PAGE = 1_000;
const NONE: readonly Attribution[] = Object.freeze([]);
export const ATTRIBUTION_KINDS = ['customer', 'tag'] as const satisfies readonly AttributionKind[];

/** A customer or a tag that changed. */
export interface ChangedAttribution {
  readonly kind: AttributionKind;
  readonly id: string;
}

interface Entry {
  /** What its rules were made of; another text, other rules. */
  readonly rules: string;
  readonly attribution: Attribution;
  /** As last read. */
  spend: PicoUsd;
}

/**
 * The rules of customers and tags in this process's memory: of all that restrict a call, so that a call waits for no database
 * and who is not here is free. About half a kilobyte each. With a default budget, every customer that has spent is here.
 */
export class AttributionDirectory implements Attributions {
  readonly #known: Readonly<Record<AttributionKind, Map<string, Entry>>> = {
    customer: new Map(),
    tag: new Map(),
  };
  readonly #newcomers = new Map<string, Attribution>();
  #default: BorrowerLimits | null = null;
  #defaultRules = '';
  #isRead = false;
  /** Read by themselves since the load that is under way began: what it brings of them is older. */
  #newer: Set<string> | null = null;
  #reads: Promise<unknown> = Promise.resolve();
  #load: Promise<void> | null = null;
  #nextLoad: Promise<void> | null = null;

  constructor(private readonly reader: AttributionReader) {}

  of(customerId: string | null, tags: readonly string[]): readonly Attribution[] | null {
    if (!this.#isRead) return null;
    const found: Attribution[] = [];
    const customer = customerId === null ? null : this.#customer(customerId);
    if (customer) found.push(customer);
    for (const tag of tags) {
      const known = this.#known.tag.get(tag);
      if (known) found.push(known.attribution);
    }
    return found.length === 0 ? NONE : found;
  }

  /** Customers and tags in memory. */
  get size(): number {
    return this.#known.customer.size + this.#known.tag.size;
  }

  /** Reads everything; calls go on under the rules known so far. A call of this during a load is followed by another load. */
  load(): Promise<void> {
    if (this.#load === null) return (this.#load = this.#loadAll().finally(() => (this.#load = null)));
    this.#nextLoad ??= this.#load
      .catch(() => undefined)
      .then(() => {
        this.#nextLoad = null;
        return this.load();
      });
    return this.#nextLoad;
  }

  /** Reads some; when it resolves, their rules are in force here. */
  reread(changed: readonly ChangedAttribution[]): Promise<void> {
    const read = this.#reads.then(() => this.#readSome(changed));
    this.#reads = read.catch(() => undefined);
    return read;
  }

  #customer(id: string): Attribution | null {
    const known = this.#known.customer.get(id);
    if (known) return known.attribution;
    return this.#default === null ? null : this.#newcomer(id, this.#default);
  }

  /** A customer nobody has heard of: nothing spent, and the default budget to spend. */
  #newcomer(id: string, limits: BorrowerLimits): Attribution {
    const known = this.#newcomers.get(id);
    if (known) return known;
    const scope = limitScopeOf('customer', id, limits, () => 0n);
    const newcomer: Attribution = { kind: 'customer', id, blocked: false, models: [], scope };
    this.#newcomers.set(id, newcomer);
    for (const oldest of this.#newcomers.keys()) {
      if (this.#newcomers.size <= NEWCOMERS_MAX) break;
      this.#newcomers.delete(oldest);
    }
    return newcomer;
  }

  async #loadAll(): Promise<void> {
    const newer = (this.#newer = new Set<string>());
    try {
      this.#setDefault(await this.reader.customerDefault());
      for (const kind of ATTRIBUTION_KINDS) await this.#loadKind(kind, newer);
      this.#isRead = true;
    } finally {
      this.#newer = null;
    }
  }

  async #loadKind(kind: AttributionKind, newer: ReadonlySet<string>): Promise<void> {
    const seen = new Set<string>();
    for (let after = ''; ;) {
      const page = await this.reader.page(kind, after, PAGE);
      for (const rules of page) {
        seen.add(rules.id);
        if (!newer.has(nameOf(kind, rules.id))) this.#put(kind, rules);
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.id;
    }
    const known = this.#known[kind];
    for (const id of known.keys()) if (!seen.has(id) && !newer.has(nameOf(kind, id))) known.delete(id);
  }

  async #readSome(changed: readonly ChangedAttribution[]): Promise<void> {
    for (const { kind, id } of changed) this.#newer?.add(nameOf(kind, id));
    for (const kind of ATTRIBUTION_KINDS) {
      const ids = changed.filter((each) => each.kind === kind).map(({ id }) => id);
      if (ids.length === 0) continue;
      const found = new Map((await this.reader.some(kind, ids)).map((rules) => [rules.id, rules]));
      for (const id of ids) {
        const rules = found.get(id);
        if (rules) this.#put(kind, rules);
        else this.#known[kind].delete(id);
      }
    }
  }

  #put(kind: AttributionKind, rules: BorrowerRules): void {
    const known = this.#known[kind].get(rules.id);
    const text = textOf(rules);
    if (known?.rules === text) {
      known.spend = rules.spend;
      return;
    }
    if (kind === 'customer') this.#newcomers.delete(rules.id);
    const entry = entryOf(kind, rules, text);
    if (entry) this.#known[kind].set(rules.id, entry);
    else this.#known[kind].delete(rules.id);
  }

  #setDefault(limits: BorrowerLimits | null): void {
    const rules = limits === null ? '' : textOf(limits);
    if (rules === this.#defaultRules) return;
    this.#defaultRules = rules;
    this.#default = limits;
    this.#newcomers.clear();
  }
}

/** null: nothing restricts its calls. */
function entryOf(kind: AttributionKind, rules: BorrowerRules, text: string): Entry | null {
  const { id, blocked, models, region, spend } = rules;
  const scope = limitScopeOf(kind, id, rules, () => entry.spend);
  const entry: Entry = { rules: text, attribution: { kind, id, blocked, models, region, scope }, spend };
  return blocked || models.length > 0 || region !== null || scope ? entry : null;
}

/** Everything but what it has spent, which changes all the time. */
function textOf(rules: BorrowerLimits | BorrowerRules): string {
  return JSON.stringify(rules, (member, value: unknown) => {
    if (member === 'spend' || member === 'id') return undefined;
    return typeof value === 'bigint' ? value.toString() : value;
  });
}

function nameOf(kind: AttributionKind, id: string): string {
  return `${kind}:${id}`;
}
