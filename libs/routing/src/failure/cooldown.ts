import { type Deployment, type RoutingTable } from '../routing-table.js';
import { type DeploymentRecord } from '../stats/deployment-record.js';
import { countFor } from './error-counts.js';
import { type AttemptFault, remedyFor } from './fault.js';

/** Attempts are counted in windows of this length, from the first one on. */
const WINDOW_MS = 60_000;
/** Below this many attempts a share of failures says nothing. */
const FAILURES_MEAN_SOMETHING = 5;
/** A lone deployment is only taken out when everything has failed for a long time. */
const LONE_DEPLOYMENT_FAILURES = 1_000;
/** LiteLLM's default, which stands for "by share of failures" just as if it were not set. */
const DEFAULT_ALLOWED_FAILS = 3;
/** However long an upstream wants to be left alone, it is tried again after this. */
const LONGEST_COOLDOWN_MS = 24 * 3_600_000;

/** Counts a success towards the share of failures. */
export function countSuccess(record: DeploymentRecord, now: number): void {
  const window = current(record, now);
  window.successes += 1;
  if (!record.onProbation || record.isCooling(now)) return;
  // It is back: what was before does not count any more.
  record.onProbation = false;
  window.fails = 0;
}

/** Counts attempts of other processes, which decide about cooldowns of their own. */
export function noteElsewhere(record: DeploymentRecord, successes: number, fails: number, now: number): void {
  const window = current(record, now);
  window.fails += fails;
  if (successes === 0) return;
  countSuccess(record, now);
  window.successes += successes - 1;
}

/**
 * Counts a failure, and takes the deployment out of service when the rules say so. A longer cooldown extends a running one.
 * What the caller is to blame for never counts.
 */
export function countFailure(
  deployment: Deployment,
  record: DeploymentRecord,
  fault: AttemptFault,
  groupSize: number,
  table: RoutingTable,
  now: number,
): void {
  const lengthMs = fault.retryAfterMs ?? deployment.cooldownMs ?? table.cooldownMs;
  // `disable_cooldowns`, or `cooldown_time: 0` of the deployment.
  if (table.cooldownMs === 0 || deployment.cooldownMs === 0 || !isDeploymentsFault(deployment, fault)) return;
  current(record, now).fails += 1;
  const failedProbe = record.onProbation && !record.isCooling(now);
  if (!failedProbe && !mustCool(deployment, record, fault, groupSize, table)) return;
  record.coolUntil(now + Math.min(lengthMs, LONGEST_COOLDOWN_MS));
}

/** Is the deployment to blame, and not the call? */
export function isDeploymentsFault({ target }: Deployment, fault: AttemptFault): boolean {
  // Of a wildcard, one model that does not exist says nothing of the others.
  if (fault.class === 'NotFoundError' && target.model.includes('*')) return false;
  const remedy = remedyFor(fault);
  return remedy === 'again' || remedy === 'other-deployment';
}

function current({ window }: DeploymentRecord, now: number): DeploymentRecord['window'] {
  if (now - window.start >= WINDOW_MS) {
    window.start = now;
    window.successes = 0;
    window.fails = 0;
  }
  return window;
}

function mustCool(
  deployment: Deployment,
  { window }: DeploymentRecord,
  fault: AttemptFault,
  groupSize: number,
  table: RoutingTable,
): boolean {
  const allowed = allowedFails(deployment, fault, table);
  if (allowed !== null) return window.fails > allowed;
  // An account or a missing model does not heal by itself within a request or two.
  if (remedyFor(fault) === 'other-deployment') return true;
  // One that names its own time is left alone until then, alone or not.
  if (fault.class === 'RateLimitError') return groupSize > 1 || fault.retryAfterMs !== null;
  if (groupSize > 1) return window.fails >= FAILURES_MEAN_SOMETHING && window.fails > window.successes;
  return window.successes === 0 && window.fails >= LONE_DEPLOYMENT_FAILURES;
}

/** Failures that are allowed of this kind; null: no number is configured. Accounts are the rules', unless they are named. */
function allowedFails(deployment: Deployment, fault: AttemptFault, table: RoutingTable): number | null {
  const byKind =
    countFor(deployment.allowedFailsPolicy, fault.class) ?? countFor(table.allowedFailsPolicy, fault.class);
  if (byKind !== null) return byKind;
  if (remedyFor(fault) === 'other-deployment') return null;
  if (deployment.allowedFails != null) return deployment.allowedFails;
  return table.allowedFails === DEFAULT_ALLOWED_FAILS ? null : table.allowedFails;
}
