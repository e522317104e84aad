import { type ModelGroup } from '../resolve-model.js';
import { type Candidate } from '../stats/deployment-stats.js';
import { type RouteTrace } from '../trace/route-trace.js';
import { choose, groupStrategy } from '../strategies/strategy.js';
import { type RouteConditions, type RouteWishes } from '../route-state.js';
import { barrierOf, untilServing } from './barrier.js';
import { stickTo } from './affinity.js';
import { type Unfitness } from './fitness.js';
import { permitted, whyNonePermitted } from './permitted.js';

/** Which deployments a call leaves out on its own account. */
export interface Exclusions {
  /** Ids of deployments that cannot serve this call. */
  readonly spent: readonly string[];
  /** Ids of deployments that have had their turn. */
  readonly tried: readonly string[];
  /** Only those of a higher `order` are left. */
  readonly orderAbove: number;
}

export const NO_EXCLUSIONS: Exclusions = { spent: [], tried: [], orderAbove: -Infinity };

/** Why a group has nothing to offer, and when that may change. */
export interface Unavailable {
  readonly type: 'unavailable';
  /**
   * `cooling`: all are cooling down. `budget`: what all of them may cost is used up. `limited`: some are at a limit of their
   * own. The others never pass: none has the call's tags, or is fit for it.
   */
  readonly reason: 'cooling' | 'limited' | 'budget' | 'tags' | Unfitness;
  /** Until the first of them may serve again; Infinity: a budget that never begins anew. */
  readonly retryAfterMs: number;
}

/** The deployment to send to: of those that may serve, those of the lowest `order`, the one the strategy chooses. */
export function selectDeployment(
  group: ModelGroup,
  wishes: RouteWishes,
  exclusions: Exclusions,
  conditions: RouteConditions,
): Candidate | null {
  const { now, trace } = conditions;
  let serving: Candidate[] = [];
  let order = Infinity;
  let probed: Candidate[] | null = null;
  for (const candidate of permitted(group, wishes, conditions)) {
    const reason = exclusionOf(candidate, exclusions, order) ?? barrierOf(candidate, now);
    if (reason !== null) {
      trace?.skip(candidate.deployment, reason);
      continue;
    }
    if (candidate.record.onProbation && candidate.record.busy > 0) {
      (probed ??= []).push(candidate);
      continue;
    }
    if (candidate.order < order) {
      if (trace) for (const { deployment } of serving) trace.skip(deployment, 'order');
      order = candidate.order;
      serving = [];
    }
    serving.push(candidate);
  }
  if (probed) serving = withProbed(serving, probed, order, trace);
  trace?.choosingFrom(serving);
  if (wishes.affinity !== undefined) return stickTo(serving, wishes.affinity);
  const strategy = groupStrategy(conditions.table, group.name);
  // Groups with a strategy of their own are rare; the others cost no object.
  return choose(serving, strategy === conditions.table ? conditions : { ...conditions, table: strategy });
}

/** Why nothing could be selected. */
export function unavailable(
  group: ModelGroup,
  wishes: RouteWishes,
  conditions: RouteConditions,
): Unavailable {
  const candidates = permitted(group, wishes, conditions);
  if (candidates.length === 0)
    return { type: 'unavailable', reason: whyNonePermitted(group, wishes, conditions), retryAfterMs: 0 };
  const { now } = conditions;
  const barriers = new Set(candidates.map((candidate) => barrierOf(candidate, now)));
  const [only] = barriers;
  const waits = candidates.map((candidate) => untilServing(candidate, now));
  return {
    type: 'unavailable',
    reason: barriers.size === 1 && (only === 'cooling' || only === 'budget') ? only : 'limited',
    retryAfterMs: Math.min(...waits),
  };
}

/** Those that are being probed by another call serve only where nothing else does. */
function withProbed(
  serving: Candidate[],
  probed: readonly Candidate[],
  order: number,
  trace: RouteTrace | undefined,
): Candidate[] {
  const isNeeded = serving.length === 0;
  const lowest = isNeeded ? Math.min(...probed.map((candidate) => candidate.order)) : order;
  const needed = isNeeded ? probed.filter((candidate) => candidate.order === lowest) : [];
  if (trace)
    for (const candidate of probed)
      if (!needed.includes(candidate)) trace.skip(candidate.deployment, 'probing');
  return isNeeded ? needed : serving;
}

/** Why a call leaves a deployment out on its own account. @param order the lowest that was found so far. */
function exclusionOf(
  { deployment: { id }, order: its }: Candidate,
  { spent, tried, orderAbove }: Exclusions,
  order: number,
): 'unfit' | 'tried' | 'order' | null {
  if (spent.length > 0 && spent.includes(id)) return 'unfit';
  if (tried.length > 0 && tried.includes(id)) return 'tried';
  return its > order || its <= orderAbove ? 'order' : null;
}
