import { type Candidate } from '../stats/deployment-stats.js';

/**
 * What holds calls together, so that they go to the same deployment: `session` (its id), `prompt-cache` (a prompt whose
 * beginning is marked for caching), `caller` (the key), `response` (the id of an earlier answer).
 */
export const AFFINITIES = ['response', 'session', 'prompt-cache', 'caller'] as const;
export type Affinity = (typeof AFFINITIES)[number];

/** Which calls stick to their deployment. */
export interface AffinityRules {
  readonly all: readonly Affinity[];
  /** Of single groups, in place of those of all. */
  readonly ofGroup: ReadonlyMap<string, readonly Affinity[]>;
}

const MAX_UINT = 2 ** 32;

/**
 * The deployment that a key belongs to: the same one in every process, with nothing to remember, as long as it serves; when
 * it drops out only its keys move, and they come back with it. Shares are in proportion to the weights.
 * Source: rendezvous hashing (Thaler and Ravishankar, 1998), weighted (Schindelhauer and Schomaker, 2005).
 */
export function stickTo(candidates: readonly Candidate[], key: string): Candidate | null {
  const weighted = candidates.some(({ deployment }) => (deployment.weight ?? 0) > 0);
  const seed = hashOf(key);
  let best: Candidate | null = null;
  let highest = -1;
  for (const candidate of candidates) {
    const weight = weighted ? Math.max(0, candidate.deployment.weight ?? 0) : 1;
    const score = weight / -Math.log((mixed(seed ^ candidate.hash) + 1) / (MAX_UINT + 1));
    if (score > highest) {
      best = candidate;
      highest = score;
    }
  }
  return best;
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Every bit of the number moves every bit of the result (the finalizer of MurmurHash3). */
function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
