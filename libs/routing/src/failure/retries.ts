import { type Deployment, type RoutingTable } from '../routing-table.js';
import { countFor, namedCount } from './error-counts.js';
import { type AttemptFault, type Remedy, remedyFor } from './fault.js';

/** However often a client or a configuration asks for it, a group is not tried more often. */
export const MOST_RETRIES = 10;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;
const JITTER_MS = 750;

/** How often a call may be tried again in its group after this fault. */
export function retriesAllowed(
  wished: number | null,
  group: string,
  deployment: Deployment,
  fault: AttemptFault,
  table: RoutingTable,
): number {
  const byKind = wished === 0 ? null : countFor(policyOf(group, table), fault.class);
  return Math.min(Math.max(0, byKind ?? wished ?? deployment.numRetries ?? table.numRetries), MOST_RETRIES);
}

/**
 * What may help. A policy that names a kind of error means it: with retries for refused prompts, those are tried again, too.
 */
export function remedyInGroup(group: string, fault: AttemptFault, table: RoutingTable): Remedy {
  const remedy = remedyFor(fault);
  if (remedy === 'again' || remedy === 'other-deployment') return remedy;
  return (namedCount(policyOf(group, table), fault.class) ?? 0) > 0 ? 'again' : remedy;
}

/** Milliseconds before a retry at a place that has just failed: what it asks for, else longer from time to time. */
export function pauseBefore(
  retries: number,
  fault: AttemptFault,
  retryAfterMs: number,
  random: () => number,
): number {
  const jitter = random() * JITTER_MS;
  if (fault.retryAfterMs !== null && fault.retryAfterMs > 0) return fault.retryAfterMs + jitter;
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** retries, LONGEST_BACKOFF_MS);
  return Math.max(backoff, retryAfterMs) + jitter;
}

function policyOf(group: string, table: RoutingTable) {
  return table.groupRetryPolicies.get(group) ?? table.retryPolicy;
}
