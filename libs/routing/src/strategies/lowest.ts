import { type Candidate } from '../stats/deployment-stats.js';
import { type ChoiceContext } from './strategy.js';

/** The candidate of the lowest cost; of equal ones each has the same chance. */
export function lowest(
  candidates: readonly Candidate[],
  context: ChoiceContext,
  cost: (candidate: Candidate, context: ChoiceContext) => number,
): Candidate | null {
  let best: Candidate | null = null;
  let least = Infinity;
  let equal = 0;
  for (const candidate of candidates) {
    const its = cost(candidate, context);
    if (its < least || best === null) {
      best = candidate;
      least = its;
      equal = 1;
    } else if (its === least) {
      equal += 1;
      if (context.random() * equal < 1) best = candidate;
    }
  }
  return best;
}
