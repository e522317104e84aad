import { type RouteConditions, type RouteWishes } from '@tollgate/routing';
import { mayUse } from '../authorize/authorize.js';
import { type Call } from './call.js';
import { type Lane } from './lane.js';

/** What routing decides by, at this moment. */
export function conditionsOf(lane: Lane, call: Call): RouteConditions {
  return {
    table: call.settings.table,
    cooldowns: lane.cooldowns,
    now: Date.now(),
    random: lane.random,
    patienceMs: call.patienceMs,
    mayUse: (group) => mayUse(call.key, group.name, group),
  };
}

export function wishesOf({ decoded }: Call): RouteWishes {
  return { numRetries: decoded.options.numRetries, fallbacks: decoded.options.fallbacks };
}
