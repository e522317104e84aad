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
    trace: call.trace,
  };
}

/** So much of a header is held against `tag_regex`. */
const LONGEST_HEADER = 256;

export function wishesOf({ decoded, key, settings, req }: Call): RouteWishes {
  const { numRetries, fallbacks, contextWindowFallbacks, contentPolicyFallbacks, tags } = decoded.options;
  return {
    numRetries,
    fallbacks,
    contextWindowFallbacks,
    contentPolicyFallbacks,
    ...(settings.table.tagFiltering === null
      ? { tags }
      : {
          tags: [...key.tags, ...tags],
          headerLines: [`User-Agent: ${(req.headers['user-agent'] ?? '').slice(0, LONGEST_HEADER)}`],
        }),
  };
}
