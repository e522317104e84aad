import { type CallStatus } from '../spend/spend-event.js';

/** Reply of GET /spend/logs/routing/{request_id} (ours): why a call went where it went. Times in milliseconds. */
export interface RoutingDecision {
  id: string;
  request_id: string;
  status: CallStatus;
  requested_model: string;
  model_group: string | null;
  /** How a deployment was chosen; null where there was only one, or none. */
  strategy: string | null;
  /** Deployments of the group that was asked for; null where there was nothing to decide. */
  candidates: number | null;
  attempts: RoutingAttempt[];
  /** Attempts beyond those that are kept. */
  attempts_left_out: number;
  /** Left out of the last decision, which found nobody. */
  skipped: SkippedDeployment[];
}

export interface RoutingAttempt {
  deployment_id: string;
  group: string;
  at_ms: number;
  ms: number;
  /** `answered`, `cancelled`, or the class of the failure. */
  outcome: string;
  /** Of the upstream, where it gave one. */
  status: number | null;
  /** Waited before it. */
  pause_ms: number;
  /** Ids the strategy chose from; empty where they were not kept. */
  eligible: string[];
  skipped: SkippedDeployment[];
}

export interface SkippedDeployment {
  deployment_id: string;
  reason: string;
}
