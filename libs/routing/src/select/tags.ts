import { type RouteWishes } from '../route-state.js';
import { type TagFiltering } from '../routing-table.js';
import { type Candidate } from '../stats/deployment-stats.js';

/** Deployments with this tag serve calls without tags, and those whose tags nothing else has. */
const DEFAULT_TAG = 'default';

/** What a call is held against the tags of deployments by. */
export type TaggedCall = Pick<RouteWishes, 'tags' | 'headerLines'>;

/**
 * The deployments that a call with these tags may use. `!tag` leaves out those that have the tag, `&tag` those that do not;
 * of the plain tags one in common is enough, or all are needed. A pattern that fits a header line stands for a tag in
 * common. A prefix that marks tags as meant for routing is cut off first.
 * @returns none: nothing may serve these tags.
 */
export function taggedCandidates(
  candidates: readonly Candidate[],
  call: TaggedCall,
  { matchAny, prefix = '' }: TagFiltering,
): readonly Candidate[] {
  const tags = prefix === '' ? call.tags : call.tags.map((tag) => withoutPrefix(tag, prefix));
  const plain: string[] = [];
  let pool = candidates;
  for (const tag of tags) {
    const name = tag.slice(1);
    if (tag.startsWith('!')) pool = pool.filter((candidate) => !has(candidate, name));
    else if (tag.startsWith('&')) pool = pool.filter((candidate) => has(candidate, name));
    else plain.push(tag);
  }
  const matching = pool.filter(
    (candidate) => hasPlain(candidate, plain, matchAny) || fitsPattern(candidate, call.headerLines),
  );
  // Whoever insists on tags gets all that have them: a pattern that fits does not narrow them down.
  const insists = plain.length === 0 && tags.length > 0;
  if (matching.length > 0 && !insists) return matching;
  const defaults = pool.filter((candidate) => has(candidate, DEFAULT_TAG));
  if (plain.length > 0) return defaults;
  return defaults.length > 0 && tags.length === 0 ? defaults : pool;
}

function withoutPrefix(tag: string, prefix: string): string {
  return tag.startsWith(prefix) ? tag.slice(prefix.length) : tag;
}

function hasPlain(candidate: Candidate, plain: readonly string[], matchAny: boolean): boolean {
  if (plain.length === 0) return false;
  return matchAny ? plain.some((tag) => has(candidate, tag)) : plain.every((tag) => has(candidate, tag));
}

function fitsPattern({ deployment }: Candidate, lines: readonly string[] | undefined): boolean {
  const patterns = deployment.tagPatterns;
  if (!patterns || !lines) return false;
  return patterns.some((pattern) => lines.some((line) => pattern.test(line)));
}

function has({ deployment }: Candidate, tag: string): boolean {
  return deployment.tags.includes(tag);
}
