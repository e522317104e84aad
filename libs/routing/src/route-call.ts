import { type Cooldowns } from './cooldown.js';
import { type AttemptFault, remedyFor } from './fault.js';
import { type ModelGroup, resolveModel } from './resolve-model.js';
import { type Deployment, type RoutingTable } from './routing-table.js';
import { weightedOrder } from './weighted-order.js';

/** Longest pause before a retry; a longer wish of the upstream ends the group's retries. */
const LONGEST_PAUSE_MS = 60_000;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;
const JITTER_MS = 750;
/** A group that wants a longer pause than this yields to a fallback, where there is one. */
const PATIENCE_WITH_FALLBACK_MS = 5_000;
/** However often a client or a configuration asks for it, a group is not tried more often. */
export const MOST_RETRIES = 10;

/** What a decision is made by, besides the state: all of it injected. */
export interface RouteConditions {
  readonly table: RoutingTable;
  readonly cooldowns: Cooldowns;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** How much longer the client is willing to wait. */
  readonly patienceMs: number;
  /** May the caller's key use this group? Fallbacks it may not use are passed over. */
  readonly mayUse: (group: ModelGroup) => boolean;
}

/** What a client may say about routing. */
export interface RouteWishes {
  readonly numRetries: number | null;
  /** Groups to fall back to instead of the configured ones; null: as configured. */
  readonly fallbacks: readonly string[] | null;
}

/** Where one call stands. Immutable: every decision carries its successor. */
export interface RouteState {
  readonly wishes: RouteWishes;
  readonly group: ModelGroup;
  /** The group's deployments in order of attempt. */
  readonly order: readonly Deployment[];
  readonly current: Deployment;
  /** Deployments that cannot serve this call. */
  readonly spent: readonly string[];
  readonly retriesInGroup: number;
  readonly retries: number;
  readonly fallbacks: number;
  readonly visited: readonly string[];
  readonly pending: readonly string[];
}

export type RouteDecision =
  | { readonly type: 'send'; readonly afterMs: number; readonly state: RouteState }
  /** Every deployment is cooling down: 429, try again after so long. */
  | { readonly type: 'all-cooling'; readonly retryAfterMs: number }
  /** The failure of the first group goes to the client. */
  | { readonly type: 'give-up' };

/** The first attempt of a call. Groups that are cooling down as a whole are passed over for their fallbacks. */
export function firstAttempt(
  group: ModelGroup,
  wishes: RouteWishes,
  conditions: RouteConditions,
): RouteDecision {
  const first = inGroup(group, wishes, conditions);
  if (first) return { type: 'send', afterMs: 0, state: first };
  const cooling = { type: 'all-cooling', retryAfterMs: soonest(group, conditions) } as const;
  const visited = [group.name];
  return nextGroup(wishes, visited, fallbacksOf(group, wishes, conditions), 0, 0, conditions) ?? cooling;
}

/** What to do after an attempt has failed before anything reached the client. */
export function afterFailure(
  state: RouteState,
  fault: AttemptFault,
  conditions: RouteConditions,
): RouteDecision {
  const remedy = remedyFor(fault);
  if (remedy === 'none') return { type: 'give-up' };
  const retry = remedy === 'other-group' ? null : retryInGroup(state, fault, conditions);
  const fallback = () =>
    nextGroup(state.wishes, state.visited, state.pending, state.retries, state.fallbacks, conditions);
  if (!retry) return fallback() ?? { type: 'give-up' };
  if (retry.afterMs > PATIENCE_WITH_FALLBACK_MS) return fallback() ?? retry;
  return retry;
}

function retryInGroup(
  state: RouteState,
  fault: AttemptFault,
  conditions: RouteConditions,
): (RouteDecision & { type: 'send' }) | null {
  if (state.retriesInGroup >= retriesAllowed(state, conditions)) return null;
  const again = remedyFor(fault) === 'again';
  const spent = again ? state.spent : [...state.spent, state.current.id];
  const next = nextDeployment(state, spent, conditions);
  const sent = next ?? (again ? state.current : null);
  if (!sent) return null;
  const afterMs = next ? 0 : pauseBefore(state.retriesInGroup, fault, conditions);
  if (afterMs > LONGEST_PAUSE_MS || afterMs >= conditions.patienceMs) return null;
  return {
    type: 'send',
    afterMs,
    state: {
      ...state,
      current: sent,
      spent,
      retriesInGroup: state.retriesInGroup + 1,
      retries: state.retries + 1,
    },
  };
}

function retriesAllowed(state: RouteState, { table }: RouteConditions): number {
  const wished = state.wishes.numRetries ?? state.current.numRetries ?? table.numRetries;
  return Math.min(Math.max(0, wished), MOST_RETRIES);
}

/** The next one in order, other than the current, that may serve now. */
function nextDeployment(
  state: RouteState,
  spent: readonly string[],
  { cooldowns, now }: RouteConditions,
): Deployment | null {
  const at = state.order.indexOf(state.current);
  for (let step = 1; step < state.order.length; step += 1) {
    const candidate = state.order[(at + step) % state.order.length];
    if (candidate && !spent.includes(candidate.id) && !cooldowns.isCooling(candidate.id, now))
      return candidate;
  }
  return null;
}

function pauseBefore(retries: number, fault: AttemptFault, { table, random }: RouteConditions): number {
  const jitter = random() * JITTER_MS;
  if (fault.retryAfterMs !== null && fault.retryAfterMs > 0) return fault.retryAfterMs + jitter;
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** retries, LONGEST_BACKOFF_MS);
  return Math.max(backoff, table.retryAfterMs) + jitter;
}

function fallbacksOf(group: ModelGroup, wishes: RouteWishes, { table }: RouteConditions): readonly string[] {
  if (wishes.fallbacks) return wishes.fallbacks;
  const slash = group.name.indexOf('/');
  const bare = slash < 0 ? group.name : group.name.slice(slash + 1);
  return table.fallbacks.get(group.name) ?? table.fallbacks.get(bare) ?? table.defaultFallbacks;
}

/** The first fallback that exists, was not tried, may be used and has a deployment in service. */
function nextGroup(
  wishes: RouteWishes,
  visited: readonly string[],
  pending: readonly string[],
  retries: number,
  fallbacks: number,
  conditions: RouteConditions,
): RouteDecision | null {
  if (fallbacks >= conditions.table.maxFallbacks) return null;
  for (const [at, name] of pending.entries()) {
    const group = resolveModel(conditions.table, name);
    if (!group || visited.includes(group.name) || !conditions.mayUse(group)) continue;
    const state = inGroup(group, wishes, conditions);
    if (!state) continue;
    const rest = pending.slice(at + 1);
    const own = wishes.fallbacks ? [] : fallbacksOf(group, wishes, conditions);
    return {
      type: 'send',
      afterMs: 0,
      state: {
        ...state,
        retries,
        fallbacks: fallbacks + 1,
        visited: [...visited, group.name],
        pending: [...rest, ...own.filter((other) => !rest.includes(other))],
      },
    };
  }
  return null;
}

function inGroup(group: ModelGroup, wishes: RouteWishes, conditions: RouteConditions): RouteState | null {
  const { cooldowns, now, random } = conditions;
  const serving = group.deployments.filter(({ id }) => !cooldowns.isCooling(id, now));
  const order = weightedOrder(serving, random);
  const current = order[0];
  if (!current) return null;
  return {
    wishes,
    group,
    order,
    current,
    spent: [],
    retriesInGroup: 0,
    retries: 0,
    fallbacks: 0,
    visited: [group.name],
    pending: fallbacksOf(group, wishes, conditions),
  };
}

function soonest(group: ModelGroup, { cooldowns, now }: RouteConditions): number {
  return Math.min(...group.deployments.map(({ id }) => cooldowns.remainingMs(id, now)));
}
