import { type PicoUsd } from '../money/pico-usd.js';

/** Who is behind a limit. The order is the one in which refusals are reported. */
export type ScopeKind =
  | 'key'
  | 'team_member'
  | 'project'
  | 'team'
  | 'user'
  | 'organization'
  | 'customer'
  | 'tag'
  | 'model'
  | 'provider'
  | 'global';

/** More money for a while. */
export interface BudgetRaise {
  /** On top of the budget. */
  readonly extra: PicoUsd;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** One set of limits that a request must fit into; null means unlimited. */
export interface LimitScope {
  kind: ScopeKind;
  /** Identity of the counter, e.g. the key hash or the team id. */
  id: string;
  /** Whose limit it is, as people know it; absent: `id` says it. */
  name?: string;
  /** The limit is on calls that ask for this model only. */
  model?: string;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  parallelRequests: number | null;
  maxBudget: PicoUsd | null;
  /** Absent: the budget is not raised for a time. */
  raise?: BudgetRaise;
  /** Spend as last read from the database, for scopes other than the key itself; from memory. Absent: nothing spent. */
  spent?: () => PicoUsd;
  /**
   * Epoch milliseconds from which that spend counts: the start of the budget's window, or when an admin set the spend. What
   * was known of an earlier time is void then. Absent: always.
   */
  spentSince?: number;
  /** Epoch milliseconds at which spend counts from zero again; absent or null: never. */
  resetsAt?: number | null;
}

/** Whom a key belongs to, besides itself. */
export type OwnerKind = 'team' | 'user' | 'organization' | 'project';

/** What an owner of a key adds to the key's own rules: a call has to pass them all. */
export interface KeyOwner {
  kind: OwnerKind | 'team_member';
  id: string;
  /** Blocked: all its keys are. */
  blocked: boolean;
  /** As on the key: empty = every model. */
  models: readonly string[];
}

/** The dashboard's and the management API's roles (contract names). */
export type Role = 'proxy_admin' | 'proxy_admin_viewer' | 'internal_user' | 'internal_user_viewer';

/**
 * Everything the data plane needs to know of a key, in memory, immutable. A request of a known key waits for no database.
 */
export interface KeyContext {
  /** SHA-256 of the key text, lower-case hex. */
  hash: string;
  /** True for the master key: every model, no limits. */
  master: boolean;
  alias: string | null;
  /** `sk-...` and the last four characters. */
  name: string | null;
  role: Role;
  userId: string | null;
  teamId: string | null;
  organizationId: string | null;
  /** Absent: the key is in no project. */
  projectId?: string | null;
  blocked: boolean;
  /** Epoch milliseconds; null = never. */
  expiresAt: number | null;
  /** Names, wildcards (`openai/*`), access groups or special names; empty = every model. */
  models: readonly string[];
  /** Requested name → name to use instead. */
  aliases: Readonly<Record<string, string>>;
  /** Route groups or paths the key is confined to; empty = no confinement. */
  allowedRoutes: readonly string[];
  tags: readonly string[];
  scopes: readonly LimitScope[];
  /** Limits on calls of one model, by its name; absent: there are none. */
  modelScopes?: ReadonlyMap<string, readonly LimitScope[]>;
  /** Absent: the key belongs to nobody. */
  owners?: readonly KeyOwner[];
  /** `router_settings` of the key, over those of its team; always the same object. Absent: there are none. */
  routerSettings?: Readonly<Record<string, unknown>>;
  /** Limits as the client may see them in response headers. */
  maxBudget: PicoUsd | null;
  /** Epoch milliseconds since when `spend` counts, as in LimitScope. */
  spentSince?: number;
  /** Spend that was in the database when this context was loaded. */
  spend: PicoUsd;
}
