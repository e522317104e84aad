import { type ErrorClass } from '@tollgate/core';
import { type AttemptFault } from '../failure/fault.js';
import { resolveModel } from '../resolve-model.js';
import { afterFailure, firstAttempt } from '../route-call.js';
import { NO_WISHES, type RouteConditions, type RouteDecision, type RouteWishes } from '../route-state.js';
import { type RoutingTable } from '../routing-table.js';
import { DeploymentStats } from '../stats/deployment-stats.js';

export function conditions(routes: RoutingTable, over: Partial<RouteConditions> = {}): RouteConditions {
  return {
    table: routes,
    stats: new DeploymentStats(),
    now: 0,
    random: () => 0,
    stream: false,
    patienceMs: 60_000,
    mayUse: () => true,
    ...over,
  };
}

export function fault(
  errorClass: ErrorClass,
  status: number | null,
  retryAfterMs: number | null = null,
): AttemptFault {
  return { class: errorClass, status, retryAfterMs, accountFault: false };
}

export function begin(
  given: RouteConditions,
  name: string,
  wishes: Partial<RouteWishes> = {},
): RouteDecision {
  const group = resolveModel(given.table, name);
  if (!group) throw new Error('no such group');
  return firstAttempt(group, { ...NO_WISHES, ...wishes }, given);
}

/** Ids of the deployments that are tried when every attempt fails so. */
export function tried(
  given: RouteConditions,
  name: string,
  one: AttemptFault,
  wishes: Partial<RouteWishes> = {},
): string[] {
  const ids: string[] = [];
  let decision = begin(given, name, wishes);
  while (decision.type === 'send') {
    ids.push(decision.state.current.id);
    if (ids.length > 1_000) throw new Error('endless');
    decision = afterFailure(decision.state, one, given);
  }
  return ids;
}

/** A small, even generator with a seed, so that shares come out the same on every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
