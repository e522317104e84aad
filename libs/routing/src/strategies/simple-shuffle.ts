import { type Candidate } from '../stats/deployment-stats.js';
import { type ChoiceContext } from './strategy.js';

/**
 * By chance, in proportion to the weights. The first of `weight`, `rpm`, `tpm` that any candidate has above zero is the
 * weight; a missing one counts zero. With none of the three all are alike.
 */
export function simpleShuffle(
  candidates: readonly Candidate[],
  { random }: Pick<ChoiceContext, 'random'>,
): Candidate | null {
  const weigh = weightOf(candidates);
  if (weigh === null) return candidates[Math.floor(random() * candidates.length)] ?? null;
  let total = 0;
  for (const candidate of candidates) total += weigh(candidate);
  let mark = random() * total;
  let last: Candidate | null = null;
  for (const candidate of candidates) {
    const weight = weigh(candidate);
    if (weight <= 0) continue;
    last = candidate;
    mark -= weight;
    if (mark < 0) return candidate;
  }
  return last;
}

type Weigh = (candidate: Candidate) => number;

const WEIGHTS: readonly Weigh[] = [
  ({ deployment }) => Math.max(0, deployment.weight ?? 0),
  ({ deployment }) => Math.max(0, deployment.rpm ?? 0),
  ({ deployment }) => Math.max(0, deployment.tpm ?? 0),
];

function weightOf(candidates: readonly Candidate[]): Weigh | null {
  for (const weigh of WEIGHTS) for (const candidate of candidates) if (weigh(candidate) > 0) return weigh;
  return null;
}
