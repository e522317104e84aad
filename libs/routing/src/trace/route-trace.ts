import { type ErrorClass } from '@tollgate/core';
import { type RouteState } from '../route-state.js';
import { type Deployment, type RoutingTable } from '../routing-table.js';
import { type Barrier } from '../select/barrier.js';
import { type Unfitness } from '../select/fitness.js';
import { type Candidate } from '../stats/deployment-stats.js';
import { groupStrategy } from '../strategies/strategy.js';
import { type AttemptRecord, type DecisionRecord, type SkippedRecord } from './decision-record.js';

/**
 * Why a deployment was left out of a decision: what bars it from all calls, or from this one. `tried`: it has had its turn.
 * `probing`: another call is finding out whether it is back. `unfit`: it has refused the call for good. `order`: others come first.
 */
export type SkipReason = Barrier | Unfitness | 'probing' | 'tags' | 'tried' | 'unfit' | 'order';

/** How an attempt ended: with an answer, left by its client, or with a fault. */
export type AttemptOutcome = 'answered' | 'cancelled' | ErrorClass;

/** Kept of one call; what goes beyond is only counted. */
const MOST_ATTEMPTS = 12;
const MOST_SKIPPED = 20;
const MOST_ELIGIBLE = 10;
const LONGEST_ID = 100;

interface TracedAttempt {
  readonly state: RouteState;
  readonly atMs: number;
  readonly pauseMs: number;
  readonly eligible: readonly Candidate[];
  readonly skipped: ReadonlyMap<string, SkipReason> | null;
  outcome: AttemptOutcome | null;
  status: number | null;
  ms: number;
}

/** Follows the decisions about one call, so that they can be explained. Notes only what is known at hand; costs little. */
export class RouteTrace {
  readonly #attempts: TracedAttempt[] = [];
  /** Of the decision that is being made. */
  #skipped: Map<string, SkipReason> | null = null;
  #eligible: readonly Candidate[] = [];
  #attemptsLeftOut = 0;

  /** A deployment is left out; of several reasons in one decision the last one counts. */
  skip({ id }: Deployment, reason: SkipReason): void {
    const skipped = (this.#skipped ??= new Map());
    if (skipped.size < MOST_SKIPPED || skipped.has(id)) skipped.set(id, reason);
  }

  /** Those the strategy chooses from. */
  choosingFrom(candidates: readonly Candidate[]): void {
    this.#eligible = candidates;
  }

  /** An attempt begins. @param atMs since the call began. @param pauseMs that was waited for it. */
  begins(state: RouteState, atMs: number, pauseMs: number): void {
    const skipped = this.#skipped;
    this.#skipped = null;
    if (this.#attempts.length >= MOST_ATTEMPTS) {
      this.#attemptsLeftOut += 1;
      return;
    }
    const eligible = this.#eligible;
    this.#attempts.push({ state, atMs, pauseMs, eligible, skipped, outcome: null, status: null, ms: 0 });
  }

  /** The latest attempt is over. @param status the upstream's, where it gave one. */
  ended(outcome: AttemptOutcome, status: number | null, atMs: number): void {
    const last = this.#attempts.at(-1);
    if (!last || last.outcome !== null || this.#attemptsLeftOut > 0) return;
    last.outcome = outcome;
    last.status = status;
    last.ms = atMs - last.atMs;
  }

  /**
   * What is kept of it. Null when there was nothing to decide: the only deployment answered at once. Short when one of
   * several did and none was left out.
   */
  record(table: RoutingTable): DecisionRecord | null {
    const [first, ...more] = this.#attempts;
    if (!first) return this.#skipped === null ? null : { skipped: skippedRecords(this.#skipped) };
    const { group } = first.state;
    const { strategy } = groupStrategy(table, group.name);
    const candidates = group.deployments.length;
    const smooth = more.length === 0 && (first.outcome === 'answered' || first.outcome === null);
    if (smooth && first.skipped === null) return candidates === 1 ? null : { strategy, candidates };
    return {
      strategy,
      candidates,
      attempts: this.#attempts.map(attemptRecord),
      ...(this.#attemptsLeftOut > 0 ? { attempts_left_out: this.#attemptsLeftOut } : {}),
      ...(this.#skipped === null ? {} : { skipped: skippedRecords(this.#skipped) }),
    };
  }
}

function attemptRecord({ state, atMs, pauseMs, eligible, skipped, ...end }: TracedAttempt): AttemptRecord {
  return {
    deployment_id: shortId(state.current.id),
    group: state.group.name.slice(0, LONGEST_ID),
    at_ms: Math.round(atMs),
    ms: Math.round(end.ms),
    outcome: end.outcome ?? 'answered',
    ...(end.status === null ? {} : { status: end.status }),
    ...(pauseMs > 0 ? { pause_ms: Math.round(pauseMs) } : {}),
    eligible: eligible.slice(0, MOST_ELIGIBLE).map(({ deployment }) => shortId(deployment.id)),
    ...(skipped === null ? {} : { skipped: skippedRecords(skipped) }),
  };
}

function skippedRecords(skipped: ReadonlyMap<string, SkipReason>): SkippedRecord[] {
  return [...skipped].map(([id, reason]) => ({ deployment_id: shortId(id), reason }));
}

function shortId(id: string): string {
  return id.slice(0, LONGEST_ID);
}
