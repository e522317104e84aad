import { describe, expect, it } from '@jest/globals';
import { countFailure } from './failure/cooldown.js';
import { type AttemptFault } from './failure/fault.js';
import { resolveModel } from './resolve-model.js';
import { afterFailure, firstAttempt } from './route-call.js';
import { NO_WISHES, type RouteConditions, type RouteDecision, type RouteState } from './route-state.js';
import { type RoutingTable } from './routing-table.js';
import { DeploymentStats } from './stats/deployment-stats.js';
import { deployment, table } from './testing/tables.js';

function conditions(routes: RoutingTable, over: Partial<RouteConditions> = {}): RouteConditions {
  return {
    table: routes,
    stats: new DeploymentStats(),
    now: 0,
    random: () => 0,
    stream: false,
    patienceMs: 60_000,
    mayUse: () => true,
    ...over,
  };
}

const busy: AttemptFault = {
  class: 'ServiceUnavailableError',
  status: 503,
  retryAfterMs: null,
  accountFault: false,
};
const refused: AttemptFault = {
  class: 'BadRequestError',
  status: 400,
  retryAfterMs: null,
  accountFault: false,
};
const noKey: AttemptFault = {
  class: 'AuthenticationError',
  status: 401,
  retryAfterMs: null,
  accountFault: false,
};
const tooLong: AttemptFault = {
  class: 'ContextWindowExceededError',
  status: 400,
  retryAfterMs: null,
  accountFault: false,
};
const limited = (retryAfterMs: number): AttemptFault => ({
  class: 'RateLimitError',
  status: 429,
  retryAfterMs,
  accountFault: false,
});

function cool({ stats, table: routes }: RouteConditions, id: string, retryAfterMs: number): void {
  countFailure(deployment('p', { id }), stats.recordOf(id), limited(retryAfterMs), 2, routes, 0);
}

function begin(
  routes: RoutingTable,
  group: string,
  wishes = NO_WISHES,
  given = conditions(routes),
): RouteDecision {
  const found = resolveModel(routes, group);
  if (!found) throw new Error('no such group');
  return firstAttempt(found, wishes, given);
}

function sent(decision: RouteDecision): RouteState {
  if (decision.type !== 'send') throw new Error(decision.type);
  return decision.state;
}

/** Ids of the deployments that are tried when every attempt fails so. */
function tried(
  routes: RoutingTable,
  group: string,
  fault: AttemptFault,
  wishes = NO_WISHES,
  given = conditions(routes),
): string[] {
  const ids: string[] = [];
  let decision = begin(routes, group, wishes, given);
  while (decision.type === 'send') {
    ids.push(decision.state.current.id);
    if (ids.length > 100) throw new Error('endless');
    decision = afterFailure(decision.state, fault, given);
  }
  return ids;
}

const pair = [deployment('p', { id: 'p1' }), deployment('p', { id: 'p2' })];

describe('retries', () => {
  it('are as many as configured, and go round the group', () => {
    expect(tried(table(pair, { numRetries: 3 }), 'p', busy)).toEqual(['p1', 'p2', 'p1', 'p2']);
    expect(tried(table([deployment('q')], { numRetries: 3 }), 'q', busy)).toHaveLength(4);
  });

  it('are as many as the deployment says before the table, and as the client says before both', () => {
    const routes = table([deployment('q', { numRetries: 1 })], { numRetries: 5 });
    expect(tried(routes, 'q', busy)).toHaveLength(2);
    expect(tried(routes, 'q', busy, { ...NO_WISHES, numRetries: 0 })).toHaveLength(1);
  });

  it('are bounded, whatever is asked for', () => {
    expect(tried(table([deployment('q')], { numRetries: 1_000_000 }), 'q', busy)).toHaveLength(11);
  });

  it('do not happen for a prompt that is refused', () => {
    expect(tried(table(pair), 'p', refused)).toEqual(['p1']);
  });

  it('go to each other deployment once when a key is refused, and never back', () => {
    expect(tried(table(pair, { numRetries: 5 }), 'p', noKey)).toEqual(['p1', 'p2']);
    expect(tried(table([deployment('q')], { numRetries: 5 }), 'q', noKey)).toEqual(['q']);
  });

  it('wait for nothing while another deployment is in service', () => {
    const state = sent(begin(table(pair), 'p'));
    expect(afterFailure(state, limited(34_000), conditions(table(pair)))).toMatchObject({
      type: 'send',
      afterMs: 0,
    });
  });

  it('of a lone deployment back off: half a second, then twice as long, at most eight seconds', () => {
    const routes = table([deployment('q')], { numRetries: 10 });
    const waits: number[] = [];
    let decision = begin(routes, 'q');
    while (decision.type === 'send') {
      waits.push(decision.afterMs);
      decision = afterFailure(decision.state, busy, conditions(routes));
    }
    expect(waits).toEqual([0, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000]);
  });

  it('are spread, so that callers do not come back together', () => {
    const routes = table([deployment('q')]);
    const decision = afterFailure(sent(begin(routes, 'q')), busy, conditions(routes, { random: () => 0.5 }));
    expect(decision).toMatchObject({ afterMs: 875 });
  });

  it('of a lone deployment keep to the time the upstream names', () => {
    const routes = table([deployment('q')]);
    expect(afterFailure(sent(begin(routes, 'q')), limited(3_000), conditions(routes))).toMatchObject({
      afterMs: 3_000,
    });
  });

  it('do not wait longer than the client, nor longer than a minute', () => {
    const routes = table([deployment('q')]);
    const state = sent(begin(routes, 'q'));
    expect(afterFailure(state, limited(34_000), conditions(routes, { patienceMs: 10_000 })).type).toBe(
      'give-up',
    );
    expect(afterFailure(state, limited(61_000), conditions(routes, { patienceMs: 600_000 })).type).toBe(
      'give-up',
    );
  });

  it('pass over deployments that are cooling down', () => {
    const routes = table([...pair, deployment('p', { id: 'p3' })]);
    const given = conditions(routes);
    const state = sent(begin(routes, 'p', NO_WISHES, given));
    cool(given, 'p2', 9_000);
    expect(sent(afterFailure(state, busy, given)).current.id).toBe('p3');
  });
});

describe('fallbacks', () => {
  const routes = table([...pair, deployment('q'), deployment('r'), deployment('d')], {
    numRetries: 0,
    fallbacks: new Map([
      ['p', ['q', 'r']],
      ['q', ['p']],
    ]),
    defaultFallbacks: ['d'],
  });

  it('are tried in order, each group once, however they point at each other', () => {
    expect(tried(routes, 'p', busy)).toEqual(['p1', 'q', 'r', 'd']);
  });

  it('that lead back to themselves end', () => {
    const loop = table([deployment('a'), deployment('b')], {
      numRetries: 1,
      fallbacks: new Map([
        ['a', ['a', 'b']],
        ['b', ['a', 'b']],
      ]),
      defaultFallbacks: ['a'],
    });
    expect(tried(loop, 'a', busy)).toEqual(['a', 'a', 'b', 'b']);
  });

  it('are at most as many as configured', () => {
    const names = Array.from({ length: 9 }, (_, i) => `g${i}`);
    const many = table(
      names.map((name) => deployment(name)),
      { numRetries: 0, maxFallbacks: 2, defaultFallbacks: names },
    );
    expect(tried(many, 'g0', busy)).toEqual(['g0', 'g1', 'g2']);
  });

  it('get the default list where a group has none of its own', () => {
    expect(tried(routes, 'r', busy)).toEqual(['r', 'd']);
  });

  it('get retries of their own', () => {
    expect(tried({ ...routes, numRetries: 1 }, 'r', busy)).toEqual(['r', 'r', 'd', 'd']);
  });

  it('are the client’s own where it names some, and none where it wants none', () => {
    expect(tried(routes, 'p', busy, { ...NO_WISHES, fallbacks: ['r'] })).toEqual(['p1', 'r']);
    expect(tried(routes, 'p', busy, { ...NO_WISHES, fallbacks: [] })).toEqual(['p1']);
  });

  it('that the key may not use, or that do not exist, are passed over', () => {
    const given = conditions(routes, { mayUse: ({ name }) => name !== 'q' });
    expect(tried(routes, 'p', busy, { ...NO_WISHES, fallbacks: ['nobody', 'q', 'r'] }, given)).toEqual([
      'p1',
      'r',
    ]);
  });

  it('help a prompt that is too long, without a retry, but not one that is malformed', () => {
    expect(tried({ ...routes, numRetries: 3 }, 'p', tooLong)).toEqual(['p1', 'q', 'r', 'd']);
    expect(tried({ ...routes, numRetries: 3 }, 'p', refused)).toEqual(['p1']);
  });

  it('come before a long wait', () => {
    const state = sent(begin({ ...routes, numRetries: 2 }, 'q'));
    const decision = afterFailure(state, limited(30_000), conditions({ ...routes, numRetries: 2 }));
    expect(sent(decision)).toMatchObject({ fallbacks: 1, group: { name: 'p' } });
  });
});

describe('a group that is cooling down as a whole', () => {
  it('says when the first of it comes back', () => {
    const routes = table(pair);
    const given = conditions(routes);
    cool(given, 'p1', 9_000);
    cool(given, 'p2', 4_000);
    expect(begin(routes, 'p', NO_WISHES, given)).toEqual({
      type: 'unavailable',
      reason: 'cooling',
      retryAfterMs: 4_000,
    });
  });

  it('gives way to its fallback', () => {
    const routes = table([...pair, deployment('q')], { fallbacks: new Map([['p', ['q']]]) });
    const given = conditions(routes);
    for (const id of ['p1', 'p2']) cool(given, id, 9_000);
    expect(sent(begin(routes, 'p', NO_WISHES, given))).toMatchObject({ fallbacks: 1, group: { name: 'q' } });
  });
});
