import { type RoutingStrategy } from '../strategies/strategy.js';
import { type AttemptOutcome, type SkipReason } from './route-trace.js';

/** Why a call went where it went, as it is kept with the call (`metadata.routing`): bounded JSON. */
export interface DecisionRecord {
  readonly strategy?: RoutingStrategy;
  /** Deployments of the group that was asked for. */
  readonly candidates?: number;
  /** Absent: the first choice answered, and nobody was left out. */
  readonly attempts?: readonly AttemptRecord[];
  /** Attempts beyond those that are kept. */
  readonly attempts_left_out?: number;
  /** Left out of the last decision, which found nobody. */
  readonly skipped?: readonly SkippedRecord[];
}

/** One attempt, and the decision that led to it. Times in milliseconds. */
export interface AttemptRecord {
  readonly deployment_id: string;
  readonly group: string;
  /** Since the call began. */
  readonly at_ms: number;
  readonly ms: number;
  readonly outcome: AttemptOutcome;
  /** The upstream's status, of an attempt that failed. */
  readonly status?: number;
  /** Waited before it. */
  readonly pause_ms?: number;
  /** Ids the strategy chose from. */
  readonly eligible: readonly string[];
  readonly skipped?: readonly SkippedRecord[];
}

export interface SkippedRecord {
  readonly deployment_id: string;
  readonly reason: SkipReason;
}
