import { type ErrorClass } from '@tollgate/core';
import { fallbackGroups } from './failure/fallback-groups.js';
import { type AttemptFault } from './failure/fault.js';
import { pauseBefore, remedyInGroup, retriesAllowed } from './failure/retries.js';
import { type ModelGroup, resolveModel } from './resolve-model.js';
import {
  type RouteConditions,
  type RouteDecision,
  type RouteState,
  type RouteWishes,
} from './route-state.js';
import { NO_EXCLUSIONS, selectDeployment, unavailable } from './select/select-deployment.js';

/** Longest pause before a retry; a longer wish of the upstream ends the group's retries. */
const LONGEST_PAUSE_MS = 60_000;
/** A group that wants a longer pause than this yields to a fallback, where there is one. */
const PATIENCE_WITH_FALLBACK_MS = 5_000;
/** Over all groups and orders, a call is not tried again more often than this. */
export const MOST_RETRIES_OF_A_CALL = 50;

const NONE: readonly string[] = [];

type Send = RouteDecision & { readonly type: 'send' };

/** The first attempt of a call. Groups that have nothing to offer now are passed over for their fallbacks. */
export function firstAttempt(
  group: ModelGroup,
  wishes: RouteWishes,
  conditions: RouteConditions,
): RouteDecision {
  const state = inGroup(group, wishes, conditions);
  if (state) return { type: 'send', afterMs: 0, state };
  const absence = unavailable(group, wishes, conditions);
  if (absence.reason === 'tags') return absence;
  const errorClass = absence.reason === 'context-window' ? 'ContextWindowExceededError' : null;
  const names = ownFallbacks(group, wishes, 0, errorClass, conditions);
  return nextGroup(wishes, [group.name], names, 0, 0, conditions) ?? absence;
}

/** What to do after an attempt has failed before anything reached the client. */
export function afterFailure(
  state: RouteState,
  fault: AttemptFault,
  conditions: RouteConditions,
): RouteDecision {
  if (conditions.leftMs !== undefined && conditions.leftMs <= 0) return { type: 'give-up' };
  const remedy = remedyInGroup(state.group.name, fault, conditions.table);
  if (remedy === 'none') return { type: 'give-up' };
  const retry = remedy === 'other-group' ? null : retryInGroup(state, fault, remedy === 'again', conditions);
  if (retry && retry.afterMs <= PATIENCE_WITH_FALLBACK_MS) return retry;
  return fallback(state, fault.class, conditions) ?? retry ?? { type: 'give-up' };
}

/** Where a call may be sent as well while its deployment is slow: to another one of the same group and order. */
export function hedgeAttempt(state: RouteState, conditions: RouteConditions): RouteState | null {
  const { trace: _, ...unseen } = conditions;
  const { group, wishes, current, spent, order } = state;
  const tried = [...state.tried, current.id];
  const next = selectDeployment(group, wishes, { spent, tried, orderAbove: order - 1 }, unseen);
  return next && next.order === order
    ? { ...state, current: next.deployment, record: next.record, tried }
    : null;
}

/** Would a failure of this kind be answered by another group now? */
export function mayFallBack(state: RouteState, errorClass: ErrorClass, conditions: RouteConditions): boolean {
  const { trace: _, ...unseen } = conditions;
  return fallback(state, errorClass, unseen) !== null;
}

/** Another try in the same group: at the same `order` as long as retries are left, then at the next one. */
function retryInGroup(
  state: RouteState,
  fault: AttemptFault,
  again: boolean,
  conditions: RouteConditions,
): Send | null {
  if (state.retries >= MOST_RETRIES_OF_A_CALL) return null;
  const spent = again ? state.spent : [...state.spent, state.current.id];
  const { wishes, group, current } = state;
  const allowed = retriesAllowed(wishes.numRetries, group.name, current, fault, conditions.table);
  const left = state.retriesInGroup < allowed;
  return (
    (left ? elsewhere(state, spent, conditions) : null) ??
    nextOrder(state, spent, conditions) ??
    (left && again ? samePlace(state, fault, conditions) : null)
  );
}

/** A deployment that has not had its turn, else any but the current one. No pause is needed. */
function elsewhere(state: RouteState, spent: readonly string[], conditions: RouteConditions): Send | null {
  const { group, wishes, current } = state;
  // Orders below the current one have been left behind, those above come later.
  const orderAbove = state.order - 1;
  const round = [...state.tried, current.id];
  for (const tried of state.tried.length > 0 ? [round, [current.id]] : [round]) {
    const next = selectDeployment(group, wishes, { spent, tried, orderAbove }, conditions);
    if (next && next.order === state.order)
      return {
        type: 'send',
        afterMs: 0,
        state: {
          ...state,
          current: next.deployment,
          record: next.record,
          spent,
          tried,
          retriesInGroup: state.retriesInGroup + 1,
          retries: state.retries + 1,
        },
      };
  }
  return null;
}

/** The next higher `order` of the group, with retries of its own. */
function nextOrder(state: RouteState, spent: readonly string[], conditions: RouteConditions): Send | null {
  const exclusions = { spent, tried: NONE, orderAbove: state.order };
  const next = selectDeployment(state.group, state.wishes, exclusions, conditions);
  return (
    next && {
      type: 'send',
      afterMs: 0,
      state: {
        ...state,
        current: next.deployment,
        record: next.record,
        order: next.order,
        spent,
        tried: NONE,
        retriesInGroup: 0,
        retries: state.retries + 1,
      },
    }
  );
}

/** The same deployment once more, after a pause that the client can bear. */
function samePlace(state: RouteState, fault: AttemptFault, conditions: RouteConditions): Send | null {
  const { table, random, patienceMs } = conditions;
  const afterMs = pauseBefore(state.retriesInGroup, fault, table.retryAfterMs, random);
  if (afterMs > LONGEST_PAUSE_MS || afterMs >= patienceMs) return null;
  return {
    type: 'send',
    afterMs,
    state: { ...state, retriesInGroup: state.retriesInGroup + 1, retries: state.retries + 1 },
  };
}

function fallback(
  state: RouteState,
  errorClass: ErrorClass,
  conditions: RouteConditions,
): RouteDecision | null {
  const { wishes, pending } = state;
  const own = ownFallbacks(state.group, wishes, state.fallbacks, errorClass, conditions);
  const names = [...pending, ...own.filter((name) => !pending.includes(name))];
  return nextGroup(wishes, state.visited, names, state.retries, state.fallbacks, conditions);
}

/** What the client names holds for the whole call; what is configured, for each group. */
function ownFallbacks(
  group: ModelGroup,
  wishes: RouteWishes,
  fallbacks: number,
  errorClass: ErrorClass | null,
  { table }: RouteConditions,
): readonly string[] {
  if (wishes.fallbacks) return fallbacks === 0 ? wishes.fallbacks : NONE;
  const { contextWindowFallbacks, contentPolicyFallbacks } = wishes;
  if (!contextWindowFallbacks && !contentPolicyFallbacks)
    return fallbackGroups(table, group.name, errorClass);
  const lists = {
    fallbacks: table.fallbacks,
    defaultFallbacks: table.defaultFallbacks,
    contextWindowFallbacks: contextWindowFallbacks ?? table.contextWindowFallbacks,
    contentPolicyFallbacks: contentPolicyFallbacks ?? table.contentPolicyFallbacks,
  };
  return fallbackGroups(lists, group.name, errorClass);
}

/** The first fallback that exists, was not tried, may be used and has a deployment in service. */
function nextGroup(
  wishes: RouteWishes,
  visited: readonly string[],
  names: readonly string[],
  retries: number,
  fallbacks: number,
  conditions: RouteConditions,
): RouteDecision | null {
  if (fallbacks >= conditions.table.maxFallbacks) return null;
  for (const [at, name] of names.entries()) {
    const group = resolveModel(conditions.table, name);
    if (!group || visited.includes(group.name) || !conditions.mayUse(group)) continue;
    const state = inGroup(group, wishes, conditions);
    if (!state) continue;
    return {
      type: 'send',
      afterMs: 0,
      state: {
        ...state,
        retries,
        fallbacks: fallbacks + 1,
        visited: [...visited, group.name],
        fallbackName: name,
        pending: names.slice(at + 1),
      },
    };
  }
  return null;
}

function inGroup(group: ModelGroup, wishes: RouteWishes, conditions: RouteConditions): RouteState | null {
  const chosen = selectDeployment(group, wishes, NO_EXCLUSIONS, conditions);
  return (
    chosen && {
      wishes,
      group,
      current: chosen.deployment,
      record: chosen.record,
      order: chosen.order,
      spent: NONE,
      tried: NONE,
      retriesInGroup: 0,
      retries: 0,
      fallbacks: 0,
      visited: [group.name],
      fallbackName: null,
      pending: NONE,
    }
  );
}
