import { type Candidate } from '../stats/deployment-stats.js';

/** Deployments with this tag serve calls without tags, and those whose tags nothing else has. */
const DEFAULT_TAG = 'default';

/**
 * The deployments that a call with these tags may use. `!tag` leaves out those that have the tag, `&tag` those that do not;
 * of the plain tags one in common is enough, or all are needed.
 * @returns none: nothing may serve these tags.
 */
export function taggedCandidates(
  candidates: readonly Candidate[],
  tags: readonly string[],
  matchAny: boolean,
): readonly Candidate[] {
  const plain: string[] = [];
  let pool = candidates;
  for (const tag of tags) {
    const name = tag.slice(1);
    if (tag.startsWith('!')) pool = pool.filter((candidate) => !has(candidate, name));
    else if (tag.startsWith('&')) pool = pool.filter((candidate) => has(candidate, name));
    else plain.push(tag);
  }
  const defaults = pool.filter((candidate) => has(candidate, DEFAULT_TAG));
  if (plain.length === 0) return defaults.length > 0 && tags.length === 0 ? defaults : pool;
  const matching = pool.filter((candidate) =>
    matchAny ? plain.some((tag) => has(candidate, tag)) : plain.every((tag) => has(candidate, tag)),
  );
  return matching.length > 0 ? matching : defaults;
}

function has({ deployment }: Candidate, tag: string): boolean {
  return deployment.tags.includes(tag);
}
