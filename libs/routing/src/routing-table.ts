import { type PriceSheet, type Provider, type Target } from '@tollgate/llm';
import { type SpendBudget } from './budget/spend-meter.js';
import { type ErrorCounts } from './failure/error-counts.js';
import { type FallbackMap } from './failure/fallback-groups.js';
import { type AffinityRules } from './select/affinity.js';
import { type Fitness } from './select/fitness.js';
import { type RoutingStrategy, type StrategyArgs } from './strategies/strategy.js';

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
  /** Between two pieces of a stream; null or absent: the table's. */
  readonly stallTimeoutMs?: number | null;
  readonly numRetries: number | null;
  /** How long it is left alone after too many failures, where it differs from the table's; 0: it is never cooled down. */
  readonly cooldownMs?: number | null;
  /** Failures a minute before it is cooled down, where they differ from the table's. */
  readonly allowedFails?: number | null;
  readonly allowedFailsPolicy?: ErrorCounts | null;
  /** null: unknown price, calls are "unpriced". */
  readonly prices: PriceSheet | null;
  /** Of a wildcard whose prices depend on the model: those of the name that is sent. `resolveModel` puts them in place. */
  readonly pricesOf?: (sentModel: string) => PriceSheet | null;
  readonly accessGroups: readonly string[];
  readonly tags: readonly string[];
  /** `tag_regex`: what a header line of the call (`User-Agent: …`) may look like in place of a tag in common. */
  readonly tagPatterns?: readonly RegExp[];
  /** What pre-call checks hold calls against; absent: nothing is known. */
  readonly fitness?: Fitness;
  /** A copy of its calls goes to this model, whose answers nobody reads; absent: none does. */
  readonly silentModel?: string;
  /** What it and its provider may cost; absent: without limit. */
  readonly budgets?: readonly SpendBudget[];
  /** The team that alone may use it; absent: everybody may. */
  readonly teamId?: string;
  /** Free-form `model_info`, echoed by the API. */
  readonly info: Readonly<Record<string, unknown>>;
}

/** How one of a group's deployments is chosen, where it differs from the table's. */
export interface GroupStrategy {
  readonly strategy: RoutingStrategy;
  readonly strategyArgs: StrategyArgs;
}

/** When a call is sent to a second deployment as well. */
export interface Hedging {
  /** The first one has not begun to answer by then. */
  readonly afterMs: number;
  /** At most this share of all calls; 0.1: every tenth. */
  readonly share: number;
}

/** How tags choose among deployments. */
export interface TagFiltering {
  /** One tag in common is enough. */
  readonly matchAny: boolean;
  /** Tags that begin so are meant for routing: the rest of them is the tag. '' or absent: all are. */
  readonly prefix?: string;
}

/** Names and what is behind them. */
export interface NamedModels {
  /** Exact public names. */
  readonly groups: ReadonlyMap<string, readonly Deployment[]>;
  /** Public names with `*`, longest first. */
  readonly wildcards: readonly { readonly pattern: string; readonly deployments: readonly Deployment[] }[];
}

/** Everything routing decides by: one immutable snapshot, swapped whole when configuration or models change. */
export interface RoutingTable extends NamedModels {
  /** Models that one team alone may use, by its id; absent: no team has any. */
  readonly teamModels?: ReadonlyMap<string, NamedModels>;
  /** alias → group; hidden ones are not listed. */
  readonly aliases: ReadonlyMap<string, { readonly group: string; readonly hidden: boolean }>;
  readonly fallbacks: FallbackMap;
  /** In place of `fallbacks` when a prompt is too long; null: none are configured, so `fallbacks` hold. */
  readonly contextWindowFallbacks: FallbackMap | null;
  /** In place of `fallbacks` when content is refused; null: none are configured, so `fallbacks` hold. */
  readonly contentPolicyFallbacks: FallbackMap | null;
  readonly defaultFallbacks: readonly string[];
  readonly maxFallbacks: number;
  readonly numRetries: number;
  /** Retries by kind of error, in place of the number; null: the number always holds. */
  readonly retryPolicy: ErrorCounts | null;
  /** The same for single groups, which come first. */
  readonly groupRetryPolicies: ReadonlyMap<string, ErrorCounts>;
  readonly timeoutMs: number;
  readonly streamTimeoutMs: number | null;
  /** Between two pieces of a stream; null or absent: as long as the whole call may take. */
  readonly stallTimeoutMs?: number | null;
  /** Until an answer is whole, or a stream has begun, all attempts together; null or absent: no bound. */
  readonly totalTimeoutMs?: number | null;
  readonly retryAfterMs: number;
  /** Absent: calls are never sent twice. */
  readonly hedging?: Hedging;
  /** 0: nothing is ever cooled down. */
  readonly cooldownMs: number;
  readonly allowedFails: number | null;
  /** Failures a minute by kind of error before a deployment is cooled down. */
  readonly allowedFailsPolicy: ErrorCounts | null;
  readonly strategy: RoutingStrategy;
  readonly strategyArgs: StrategyArgs;
  /** null: tags do not route. */
  readonly tagFiltering: TagFiltering | null;
  /** Of a table with some other settings for some calls: the one whose deployments it has; absent: it is that itself. */
  readonly base?: RoutingTable;
  /** Calls are held against what deployments are fit for, before they are sent. */
  readonly preCallChecks?: boolean;
  /** Which calls stick to their deployment; absent: none. */
  readonly affinity?: AffinityRules;
  /** Of routing groups, by their own names and those of their models; absent: there are none. */
  readonly groupStrategies?: ReadonlyMap<string, GroupStrategy>;
  /** Names of routing groups → the deployments of all their models. */
  readonly routingGroups?: ReadonlyMap<string, readonly Deployment[]>;
}
