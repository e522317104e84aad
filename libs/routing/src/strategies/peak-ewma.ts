import { type Candidate } from '../stats/deployment-stats.js';
import { lowest } from './lowest.js';
import { type ChoiceContext } from './strategy.js';

/** What a deployment without a sample is taken for: quick, but not so quick that all calls wait there. */
const UNKNOWN_MS = 1;

/**
 * The one that will probably answer first: its latency, times the calls that are there already and this one, over the
 * square of its share of successes: a failed attempt has to be made again, and has used up one of the call's retries.
 */
export function peakEwma(candidates: readonly Candidate[], context: ChoiceContext): Candidate | null {
  return lowest(candidates, context, expectedMs);
}

function expectedMs({ record }: Candidate, { now, stream }: ChoiceContext): number {
  const latency = (stream ? record.firstContents : record.answers).at(now);
  return (latency + UNKNOWN_MS) * (record.busy + 1) * record.failureFactor;
}
