import { type Candidate } from '../stats/deployment-stats.js';
import { MinuteUsage } from '../stats/minute-usage.js';

/** Why a deployment gets no call now, whatever the call. */
export type Barrier = 'cooling' | 'budget' | 'max-parallel-requests' | 'rpm' | 'tpm';

/** A place that is full is asked again after this; when one becomes free, nobody can say. */
const FULL_FOR_MS = 1_000;

/** null: it may be given a call. A limit of zero is a weight of zero, not a limit. */
export function barrierOf({ deployment, record }: Candidate, now: number): Barrier | null {
  if (record.coolingUntil > now) return 'cooling';
  const { meters } = record;
  if (meters !== null && meters.some((meter) => meter.isSpent(now))) return 'budget';
  const { maxParallelRequests, rpm, tpm } = deployment;
  if (maxParallelRequests !== null && maxParallelRequests > 0 && record.busy >= maxParallelRequests)
    return 'max-parallel-requests';
  if (rpm !== null && rpm > 0 && record.usage.requests(now) >= rpm) return 'rpm';
  if (tpm !== null && tpm > 0 && record.usage.tokens(now) >= tpm) return 'tpm';
  return null;
}

/** Milliseconds until it may be given a call again; 0: now, Infinity: as things are never. */
export function untilServing(candidate: Candidate, now: number): number {
  const barrier = barrierOf(candidate, now);
  switch (barrier) {
    case null:
      return 0;
    case 'cooling':
      return candidate.record.coolingUntil - now;
    case 'budget':
      return Math.max(
        ...(candidate.record.meters ?? []).map((meter) => (meter.isSpent(now) ? meter.untilNewMs(now) : 0)),
      );
    case 'max-parallel-requests':
      return FULL_FOR_MS;
    case 'rpm':
    case 'tpm':
      return MinuteUsage.untilNextMs(now);
  }
}
