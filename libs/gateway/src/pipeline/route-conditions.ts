import { type ModelGroup, type RouteConditions, type RouteWishes } from '@tollgate/routing';
import { mayUse } from '../authorize/authorize.js';
import { type Call } from './call.js';
import { affinityKey, needsOf } from './call-needs.js';
import { type Lane } from './lane.js';

/** What routing decides by, at this moment. */
export function conditionsOf(lane: Lane, call: Call): RouteConditions {
  const { table } = call.settings;
  const { leftMs } = call;
  // A call that began under an older table must not make the gateway forget the newer one's deployments.
  if (call.route === null) lane.stats.adopt(table.base ?? table);
  return {
    table,
    stats: lane.stats,
    now: Date.now(),
    random: lane.random,
    stream: call.decoded.stream,
    patienceMs: call.patienceMs,
    mayUse: (group) => mayUse(call.key, group.name, group, call.attributions),
    trace: call.trace,
    ...(leftMs === undefined ? {} : { leftMs }),
  };
}

/** So much of a header is held against `tag_regex`. */
const LONGEST_HEADER = 256;

export function wishesOf(call: Call, group: ModelGroup): RouteWishes {
  const { decoded, settings } = call;
  const { table } = settings;
  const { numRetries, fallbacks, contextWindowFallbacks, contentPolicyFallbacks, tags } = decoded.options;
  const wishes = { numRetries, fallbacks, contextWindowFallbacks, contentPolicyFallbacks, tags };
  const isPlain = table.tagFiltering === null && table.preCallChecks !== true && table.affinity === undefined;
  return isPlain ? wishes : { ...wishes, ...conditionalWishes(call, group) };
}

/** What only counts where it is configured. */
function conditionalWishes(call: Call, group: ModelGroup): Partial<RouteWishes> {
  const { decoded, key, settings, req } = call;
  const { tagFiltering, preCallChecks, affinity } = settings.table;
  const rules = affinity?.ofGroup.get(group.name) ?? affinity?.all;
  const sticksTo = rules && affinityKey(call, rules);
  return {
    ...(tagFiltering === null
      ? {}
      : {
          tags: [...key.tags, ...decoded.options.tags],
          headerLines: [`User-Agent: ${(req.headers['user-agent'] ?? '').slice(0, LONGEST_HEADER)}`],
        }),
    ...(preCallChecks === true ? { needs: needsOf(call) } : {}),
    ...(sticksTo === undefined ? {} : { affinity: sticksTo }),
  };
}
