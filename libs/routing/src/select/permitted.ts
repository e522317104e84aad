import { type ModelGroup } from '../resolve-model.js';
import { type RouteConditions, type RouteWishes } from '../route-state.js';
import { type Candidate } from '../stats/deployment-stats.js';
import { type Unfitness, unfitnessOf } from './fitness.js';
import { taggedCandidates } from './tags.js';

/** The deployments of a group that may serve such a call at all. */
export function permitted(
  group: ModelGroup,
  wishes: RouteWishes,
  conditions: RouteConditions,
): readonly Candidate[] {
  const tagged = withTags(group, wishes, conditions);
  const { needs } = wishes;
  if (!needs) return tagged;
  return tagged.filter((candidate) => {
    const unfitness = unfitnessOf(candidate, needs);
    if (unfitness !== null) conditions.trace?.skip(candidate.deployment, unfitness);
    return unfitness === null;
  });
}

/** Why none of a group may serve such a call. A prompt that is too long for some is too long. */
export function whyNonePermitted(
  group: ModelGroup,
  wishes: RouteWishes,
  conditions: RouteConditions,
): 'tags' | Unfitness {
  const { needs } = wishes;
  const reasons = withTags(group, wishes, conditions).map(
    (candidate) => needs && unfitnessOf(candidate, needs),
  );
  return reasons.includes('context-window') ? 'context-window' : (reasons[0] ?? 'tags');
}

function withTags(
  group: ModelGroup,
  wishes: RouteWishes,
  { stats, table, trace }: RouteConditions,
): readonly Candidate[] {
  const candidates = stats.candidatesOf(group.deployments);
  if (table.tagFiltering === null) return candidates;
  const tagged = taggedCandidates(candidates, wishes, table.tagFiltering);
  if (trace && tagged.length < candidates.length)
    for (const candidate of candidates)
      if (!tagged.includes(candidate)) trace.skip(candidate.deployment, 'tags');
  return tagged;
}
