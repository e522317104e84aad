import { type Candidate } from '../stats/deployment-stats.js';
import { type ChoiceContext } from './strategy.js';

/**
 * By chance among those whose mean latency is the lowest, or within the buffer above it: seconds a token, or seconds to the
 * first content for a stream. One without a sample counts zero, so it is tried first.
 */
export function lowestLatency(candidates: readonly Candidate[], context: ChoiceContext): Candidate | null {
  let least = Infinity;
  for (const candidate of candidates) least = Math.min(least, meanOf(candidate, context));
  const most = least * (1 + context.table.strategyArgs.lowestLatencyBuffer);
  let chosen: Candidate | null = null;
  let within = 0;
  for (const candidate of candidates) {
    if (meanOf(candidate, context) > most) continue;
    within += 1;
    if (context.random() * within < 1) chosen = candidate;
  }
  return chosen;
}

function meanOf({ record }: Candidate, { now, stream, table }: ChoiceContext): number {
  const mean = stream ? record.secondsToFirstContent : record.secondsPerToken;
  return mean.at(now, table.strategyArgs.ttlMs);
}
