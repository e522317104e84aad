import {
  type Attributions,
  type KeyContext,
  type Limits,
  type PicoUsd,
  type SpendEvent,
} from '@tollgate/core';
import { type RoutingTable } from '@tollgate/routing';

export { type LimitRefusal, type Limits, type Reservation, type ReservationRequest } from '@tollgate/core';

/**
 * What the data plane needs from outside. The application supplies these; the gateway knows no database, no Nest and no
 * configuration file. Everything a request of a known key needs answers at once, from memory.
 */
export interface GatewayPorts {
  readonly keys: KeyDirectory;
  /** Rules of customers and tags; absent: nobody has any. */
  readonly attributions?: Attributions;
  readonly ledger: Ledger;
  readonly limits: Limits;
  readonly metrics: GatewayMetrics;
  readonly log: GatewayLog;
  /**
   * The table as it is for calls of keys with router settings of their own; absent: nobody has any. Asked once for each
   * object of such settings and each table.
   */
  ownTable?(table: RoutingTable, routerSettings: OwnRouterSettings): RoutingTable;
  /** The configuration in force; swapped whole, so read it once a request. */
  settings(): GatewaySettings;
}

/** `router_settings` of a key, over those of its team, as they are stored. */
export type OwnRouterSettings = NonNullable<KeyContext['routerSettings']>;

export interface KeyDirectory {
  /** SHA-256 (hex) → what is known of the key, from memory; undefined: not in memory, `load` it. */
  find(hash: string): KeyContext | undefined;
  /** Looks a key up where it is stored, and remembers the answer for a while, also when there is none. */
  load(hash: string): Promise<KeyLookup>;
  /** Is this the master key? In constant time. */
  isMaster(key: string): boolean;
  /** Context of the master key. */
  readonly master: KeyContext;
}

/** `unavailable`: the store cannot be reached, so nothing is known of this key (503, not 401). */
export type KeyLookup = { state: 'found'; key: KeyContext } | { state: 'unknown' } | { state: 'unavailable' };

export interface Ledger {
  /**
   * Writes the event to the journal and calls `done` once it would survive a crash of the process. Calls of one turn of
   * the event loop share one write. On a failed write `done` gets the error and the reply must not end as if all were well.
   */
  record(event: SpendEvent, done: (error: Error | null) => void): void;
  /** Spend of a key so far: what was stored, and what this process has settled since. */
  keySpend(key: KeyContext): PicoUsd;
}

/** Counters of the data plane. Implementations only add numbers; they must not throw. */
export interface GatewayMetrics {
  requestStarted(): void;
  requestFinished(event: SpendEvent, upstreamMs: number | null): void;
  /** A refusal before authentication, which leaves no event. */
  requestRefused(httpStatus: number): void;
}

/** One line a call, and operators' warnings. Never a secret. */
export interface GatewayLog {
  call(event: SpendEvent): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, error: unknown): void;
}

export interface GatewaySettings {
  readonly table: RoutingTable;
  /** Largest accepted body, in bytes. */
  readonly maxRequestBytes: number;
  /** A body must be complete within this time. */
  readonly bodyTimeoutMs: number;
  /** Header that may hold the key besides the usual ones (`litellm_key_header_name`), lower case. */
  readonly keyHeader: string | null;
  /** Prefix under which all routes also exist (`SERVER_ROOT_PATH`), '' when none. */
  readonly rootPath: string;
  readonly corsOrigins: readonly string[];
  readonly alwaysIncludeStreamUsage: boolean;
  readonly includeCostInStreamingUsage: boolean;
  readonly dropParams: boolean;
  readonly allowClientSideCredentials: boolean;
  /** May clients send mock_response? */
  readonly allowClientMockResponse: boolean;
  readonly version: string;
  /** The caller owns the accounts at the providers, so it is told why they refuse them. Absent: it does not. */
  readonly ownAccount?: boolean;
}
