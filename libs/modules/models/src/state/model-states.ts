import { type ModelState, type RoutePlanView } from '@tollgate/core';
import {
  barrierOf,
  type Candidate,
  deploymentLists,
  groupStrategy,
  meaningOf,
  MOST_RETRIES,
  type PlannedCandidate,
  planRoute,
  shareOf,
} from '@tollgate/routing';
import { type RoutingTableStore } from '../routing-table-store.js';

/** Remembered means are shown however old they are. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** How every deployment in force does, each once. */
export function modelStates({ current, stats }: RoutingTableStore, now: number): ModelState[] {
  const candidates = deploymentLists(current).flatMap((list) => stats.candidatesOf(list));
  const byId = new Map(candidates.map((candidate) => [candidate.deployment.id, candidate]));
  return [...byId.values()].map((candidate) => stateOf(candidate, now));
}

function stateOf(candidate: Candidate, now: number): ModelState {
  const { record } = candidate;
  const recent = now - record.window.start < 60_000 ? record.window : { successes: 0, fails: 0 };
  return {
    model_id: record.id,
    barrier: barrierOf(candidate, now),
    cooling_until: record.isCooling(now) ? new Date(record.coolingUntil).toISOString() : null,
    on_probation: record.onProbation,
    in_flight: record.busy,
    requests_this_minute: record.usage.requests(now),
    tokens_this_minute: record.usage.tokens(now),
    recent_successes: recent.successes,
    recent_failures: recent.fails,
    first_content_ms: millisecondsOrNull(record.secondsToFirstContent.at(now, NEVER)),
    ms_per_token: millisecondsOrNull(record.secondsPerToken.at(now, NEVER)),
  };
}

function millisecondsOrNull(seconds: number): number | null {
  return seconds === 0 ? null : Math.round(seconds * 1_000_000) / 1_000;
}

/** What a call of a model would find now. */
export interface RouteQuestion {
  readonly model: string;
  readonly tags: readonly string[];
  readonly stream: boolean;
}

/** @returns null when no group serves the name. */
export function routePlanView(
  { current: table, stats }: RoutingTableStore,
  { model, tags, stream }: RouteQuestion,
  now: number,
): RoutePlanView | null {
  const plan = planRoute(table, model, { tags, stats, now });
  if (!plan) return null;
  const { strategy } = groupStrategy(table, plan.groups[0]?.name ?? model);
  return {
    asked: plan.asked,
    strategy,
    strategy_meaning: meaningOf(strategy, stream),
    groups: plan.groups.map(({ name, candidates }) => ({
      name,
      candidates: candidates.map((candidate) => ({
        model_id: candidate.deployment.id,
        sent_model: `${candidate.deployment.provider.id}/${candidate.sentModel}`,
        turn: candidate.turn,
        skipped: candidate.skipped,
        share: firstShare(candidate, candidates, groupStrategy(table, name).strategy),
        retries: Math.min(candidate.deployment.numRetries ?? table.numRetries, MOST_RETRIES),
      })),
    })),
    when_too_long: [...plan.whenTooLong],
    when_refused: [...plan.whenRefused],
    unknown: [...plan.unknown],
  };
}

function firstShare(
  { deployment, turn }: PlannedCandidate,
  all: readonly PlannedCandidate[],
  strategy: string,
): number | null {
  if (turn === null || strategy !== 'simple-shuffle') return null;
  return shareOf(
    deployment,
    all.filter((other) => other.turn === turn),
  );
}
