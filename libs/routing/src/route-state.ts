import { type FallbackMap } from './failure/fallback-groups.js';
import { type ModelGroup } from './resolve-model.js';
import { type Deployment, type RoutingTable } from './routing-table.js';
import { type CallNeeds } from './select/fitness.js';
import { type Unavailable } from './select/select-deployment.js';
import { type DeploymentRecord } from './stats/deployment-record.js';
import { type DeploymentStats } from './stats/deployment-stats.js';
import { type RouteTrace } from './trace/route-trace.js';

/** What a decision is made by, besides the state: all of it injected. */
export interface RouteConditions {
  readonly table: RoutingTable;
  readonly stats: DeploymentStats;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The call wants a stream. */
  readonly stream: boolean;
  /** How much longer the client is willing to wait. */
  readonly patienceMs: number;
  /** What is left of the time the whole call may take, all attempts together; absent: as much as it needs. */
  readonly leftMs?: number;
  /** May the caller's key use this group? Fallbacks it may not use are passed over. */
  readonly mayUse: (group: ModelGroup) => boolean;
  /** Is told why deployments are left out; absent: nobody wants to know. */
  readonly trace?: RouteTrace;
}

/** What a client may say about routing. */
export interface RouteWishes {
  readonly numRetries: number | null;
  /** Groups to fall back to instead of the configured ones; null: as configured. */
  readonly fallbacks: readonly string[] | null;
  /** In place of the configured ones; null: as configured. */
  readonly contextWindowFallbacks: FallbackMap | null;
  readonly contentPolicyFallbacks: FallbackMap | null;
  /** Tags of the call and of its key. */
  readonly tags: readonly string[];
  /** Header lines that `tag_regex` is held against, `User-Agent: …`; absent: none. */
  readonly headerLines?: readonly string[];
  /** What a deployment must be fit for; absent: nothing is checked beforehand. */
  readonly needs?: CallNeeds;
  /** Calls of the same text go to the same deployment; absent: by the strategy. */
  readonly affinity?: string;
}

export const NO_WISHES: RouteWishes = Object.freeze({
  numRetries: null,
  fallbacks: null,
  contextWindowFallbacks: null,
  contentPolicyFallbacks: null,
  tags: [],
});

/** Where one call stands. Immutable: every decision carries its successor. */
export interface RouteState {
  readonly wishes: RouteWishes;
  readonly group: ModelGroup;
  readonly current: Deployment;
  /** What is known of the current deployment. */
  readonly record: DeploymentRecord;
  /** `order` of the current deployment. */
  readonly order: number;
  /** Deployments that cannot serve this call. */
  readonly spent: readonly string[];
  /** Deployments that have had their turn in this round. */
  readonly tried: readonly string[];
  /** Retries at this `order` of the group. */
  readonly retriesInGroup: number;
  readonly retries: number;
  readonly fallbacks: number;
  readonly visited: readonly string[];
  /** By which name the group stands in for another; null: it is the one that was asked for. */
  readonly fallbackName: string | null;
  /** Fallbacks of earlier groups that are still to be tried. */
  readonly pending: readonly string[];
}

export type RouteDecision =
  | { readonly type: 'send'; readonly afterMs: number; readonly state: RouteState }
  /** Nothing of the group can serve now. */
  | Unavailable
  /** The failure of the first group goes to the client. */
  | { readonly type: 'give-up' };
