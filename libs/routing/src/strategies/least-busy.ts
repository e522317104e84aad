import { type Candidate } from '../stats/deployment-stats.js';
import { lowest } from './lowest.js';
import { type ChoiceContext } from './strategy.js';

/** The one with the fewest calls on their way. */
export function leastBusy(candidates: readonly Candidate[], context: ChoiceContext): Candidate | null {
  return lowest(candidates, context, inFlight);
}

function inFlight({ record }: Candidate): number {
  return record.busy;
}
