import { type RouteConditions, type RouteWishes } from '@tollgate/routing';
import { mayUse } from '../authorize/authorize.js';
import { type Call } from './call.js';
import { type Lane } from './lane.js';

/** What routing decides by, at this moment. */
export function conditionsOf(lane: Lane, call: Call): RouteConditions {
  const { table } = call.settings;
  // A call that began under an older table must not make the gateway forget the newer one's deployments.
  if (call.route === null) lane.stats.adopt(table);
  return {
    table,
    stats: lane.stats,
    now: Date.now(),
    random: lane.random,
    stream: call.decoded.stream,
    patienceMs: call.patienceMs,
    mayUse: (group) => mayUse(call.key, group.name, group, call.attributions),
  };
}

export function wishesOf({ decoded, key, settings }: Call): RouteWishes {
  const { numRetries, fallbacks, contextWindowFallbacks, contentPolicyFallbacks, tags } = decoded.options;
  return {
    numRetries,
    fallbacks,
    contextWindowFallbacks,
    contentPolicyFallbacks,
    tags: settings.table.tagFiltering === null ? tags : [...key.tags, ...tags],
  };
}
