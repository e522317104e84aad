import { type Provider, type Target, type PriceSheet } from '@tollgate/llm';

/** One place a model can be served from: an entry of `model_list`. Immutable. */
export interface Deployment {
  /** `model_info.id`, or a stable hash of the entry: survives restarts, equal on every replica. */
  readonly id: string;
  /** Public name (`model_name`); equal names form a group. */
  readonly group: string;
  readonly provider: Provider;
  readonly target: Target;
  /** Answered by the gateway itself, without an upstream (`mock_response`, the quickstart's demo). */
  readonly mockResponse: string | null;
  readonly weight: number | null;
  readonly rpm: number | null;
  readonly tpm: number | null;
  readonly order: number | null;
  readonly maxParallelRequests: number | null;
  /** Whole call; null = the table's. */
  readonly timeoutMs: number | null;
  /** Until the first content of a stream; null = the table's. */
  readonly streamTimeoutMs: number | null;
  readonly numRetries: number | null;
  /** null: unknown price, calls are "unpriced". */
  readonly prices: PriceSheet | null;
  /** Of a wildcard whose prices depend on the model: those of the name that is sent. `resolveModel` puts them in place. */
  readonly pricesOf?: (sentModel: string) => PriceSheet | null;
  readonly accessGroups: readonly string[];
  readonly tags: readonly string[];
  /** Free-form `model_info`, echoed by the API. */
  readonly info: Readonly<Record<string, unknown>>;
}

/** Everything routing decides by: one immutable snapshot, swapped whole when configuration or models change. */
export interface RoutingTable {
  /** Exact public names. */
  readonly groups: ReadonlyMap<string, readonly Deployment[]>;
  /** Public names with `*`, longest first. */
  readonly wildcards: readonly { readonly pattern: string; readonly deployments: readonly Deployment[] }[];
  /** alias → group; hidden ones are not listed. */
  readonly aliases: ReadonlyMap<string, { readonly group: string; readonly hidden: boolean }>;
  readonly fallbacks: ReadonlyMap<string, readonly string[]>;
  readonly defaultFallbacks: readonly string[];
  readonly maxFallbacks: number;
  readonly numRetries: number;
  readonly timeoutMs: number;
  readonly streamTimeoutMs: number | null;
  readonly retryAfterMs: number;
  readonly cooldownMs: number;
  readonly allowedFails: number | null;
  readonly strategy: RoutingStrategy;
}

export type RoutingStrategy =
  | 'simple-shuffle'
  | 'least-busy'
  | 'usage-based-routing'
  | 'usage-based-routing-v2'
  | 'latency-based-routing'
  | 'cost-based-routing';
