import { type Candidate } from '../stats/deployment-stats.js';
import { lowest } from './lowest.js';
import { type ChoiceContext } from './strategy.js';

/** The one with the lowest price of an input and an output token together; an unknown price counts as the highest. */
export function lowestCost(candidates: readonly Candidate[], context: ChoiceContext): Candidate | null {
  return lowest(candidates, context, price);
}

function price(candidate: Candidate): number {
  return candidate.price;
}
