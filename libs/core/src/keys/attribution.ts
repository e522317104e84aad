import { type LimitScope } from './key-context.js';

/** What a call is attributed to besides its key: the customer (end user) it names, and its tags. */
export type AttributionKind = 'customer' | 'tag';

/** Rules of a customer or a tag, in memory, immutable: a call that names it has to pass them as well as its key's. */
export interface Attribution {
  readonly kind: AttributionKind;
  readonly id: string;
  readonly blocked: boolean;
  /** As on a key: empty = every model. */
  readonly models: readonly string[];
  /** The same object for every call until the rules change; null: unlimited. */
  readonly scope: LimitScope | null;
  /** Where its calls may be served (`eu`, `us`); null or absent: anywhere. Held by pre-call checks. */
  readonly region?: string | null;
}

/** Where the data plane finds the rules of what a call names. From memory, at once. */
export interface Attributions {
  /**
   * Those that restrict the call, the customer first; who is known of nothing is not among them. null: the rules have not
   * been read yet, so nothing is known of anybody.
   */
  of(customerId: string | null, tags: readonly string[]): readonly Attribution[] | null;
}
