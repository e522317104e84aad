import { type Candidate } from '../stats/deployment-stats.js';
import { lowest } from './lowest.js';
import { type ChoiceContext } from './strategy.js';

/** The one with the fewest tokens since the full minute; until tokens are known, the fewest calls. */
export function lowestUsage(candidates: readonly Candidate[], context: ChoiceContext): Candidate | null {
  return lowest(candidates, context, usage);
}

/** Calls tell apart what is equal in tokens: a minute has far fewer calls than this divisor. */
const A_CALL = 1e-6;

function usage({ record }: Candidate, { now }: ChoiceContext): number {
  return record.usage.tokens(now) + record.usage.requests(now) * A_CALL;
}
