import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AttemptFault } from './failure/fault.js';
import { afterFailure } from './route-call.js';
import { type RouteConditions, type RouteDecision, type RouteState } from './route-state.js';
import { noteFailure } from './stats/outcomes.js';
import { ROUTING_STRATEGIES } from './strategies/strategy.js';
import { begin, conditions, fault, seeded } from './testing/routes.js';
import { deployment, table } from './testing/tables.js';

const GROUPS = ['a', 'b', 'c', 'd'];

const faults = fc.constantFrom(
  fault('InternalServerError', 500),
  fault('RateLimitError', 429),
  fault('RateLimitError', 429, 3_000),
  fault('AuthenticationError', 401),
  fault('ContextWindowExceededError', 400),
  fault('ContentPolicyViolationError', 400),
  fault('BadRequestError', 400),
  fault('Timeout', null),
);

const deployments = fc
  .array(
    fc.record({
      group: fc.constantFrom(...GROUPS),
      order: fc.option(fc.integer({ min: 0, max: 2 })),
      weight: fc.option(fc.integer({ min: 0, max: 5 })),
      maxParallelRequests: fc.option(fc.integer({ min: 1, max: 2 })),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) => all.map(({ group, ...over }, i) => deployment(group, { id: `${group}-${i}`, ...over })));

const fallbackMap = fc
  .dictionary(fc.constantFrom(...GROUPS, '*'), fc.array(fc.constantFrom(...GROUPS), { maxLength: 4 }))
  .map((entries) => new Map(Object.entries(entries)));

const tables = fc
  .record({
    deployments,
    strategy: fc.constantFrom(...ROUTING_STRATEGIES),
    fallbacks: fallbackMap,
    contextWindowFallbacks: fc.option(fallbackMap),
    defaultFallbacks: fc.array(fc.constantFrom(...GROUPS), { maxLength: 4 }),
    maxFallbacks: fc.integer({ min: 0, max: 5 }),
    numRetries: fc.integer({ min: 0, max: 4 }),
    retryPolicy: fc.option(fc.record({ badRequest: fc.nat(3), default: fc.nat(20) }, { requiredKeys: [] })),
  })
  .map(({ deployments: all, ...over }) => table(all, over));

/** The attempts of a call that fail one after the other as given, the last fault for ever. */
function decisions(
  given: RouteConditions,
  name: string,
  failures: readonly AttemptFault[],
  onDecision: (decision: RouteDecision, before: RouteState | null) => void = () => undefined,
): readonly RouteState[] {
  const sent: RouteState[] = [];
  let decision = begin(given, name);
  onDecision(decision, null);
  while (decision.type === 'send') {
    const { state } = decision;
    if (sent.push(state) > 200) throw new Error('endless');
    const one = failures[Math.min(sent.length, failures.length) - 1] ?? fault('Timeout', null);
    noteFailure(state, one, 10, false, given.table, given.now);
    decision = afterFailure(state, one, given);
    onDecision(decision, state);
  }
  return sent;
}

const anyCall = fc
  .tuple(tables, fc.array(faults, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 1e9 }))
  .map(([routes, failures, seed]) => {
    const given = conditions(routes, { random: seeded(seed), now: 1_000 });
    return { given, failures, name: [...routes.groups.keys()][0] ?? '' };
  });

describe('whatever fails', () => {
  it('a call ends, each group is tried once, and retries and fallbacks stay within their bounds', () => {
    fc.assert(
      fc.property(anyCall, ({ given, failures, name }) => {
        const sent = decisions(given, name, failures);
        const order = sent.map(({ group }) => group.name).filter((group, i, all) => group !== all[i - 1]);
        expect(new Set(order).size).toBe(order.length);
        const last = sent.at(-1);
        expect(last?.fallbacks ?? 0).toBeLessThanOrEqual(given.table.maxFallbacks);
        expect(last?.retries ?? 0).toBeLessThanOrEqual(50);
        expect(sent.length).toBeLessThanOrEqual(1 + (last?.retries ?? 0) + (last?.fallbacks ?? 0));
      }),
      { numRuns: 300 },
    );
  });

  it('a deployment that is cooling down is not chosen, unless it alone is left to wait for', () => {
    fc.assert(
      fc.property(anyCall, fc.infiniteStream(fc.boolean()), ({ given, failures, name }, coins) => {
        const { table: routes, stats, now } = given;
        for (const all of routes.groups.values())
          for (const { id } of all) if (coins.next().value) stats.recordOf(id).coolingUntil = 9_000;
        const isCooling = ({ id }: { id: string }) => stats.recordOf(id).isCooling(now);
        decisions(given, name, failures, (decision, before) => {
          if (decision.type === 'unavailable')
            expect((routes.groups.get(name) ?? []).every(isCooling)).toBe(true);
          if (decision.type !== 'send' || !isCooling(decision.state.current)) return;
          expect(decision.state.current).toBe(before?.current);
          expect(decision.afterMs).toBeGreaterThan(0);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe('simple-shuffle', () => {
  it('keeps to any weights within statistical bounds', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 1e9 }), (given, seed) => {
        const all = given.map((weight, i) => deployment('m', { id: String(i), weight }));
        const routes = conditions(table(all), { random: seeded(seed) });
        const draws = 4_000;
        const drawn = Array.from({ length: draws }, () => {
          const decision = begin(routes, 'm');
          return decision.type === 'send' ? decision.state.current.id : decision.type;
        });
        const total = given.reduce((sum, weight) => sum + weight, 0);
        for (const i of given.keys()) {
          const count = drawn.filter((id) => id === String(i)).length;
          const share = total === 0 ? 1 / given.length : (given[i] ?? 0) / total;
          // Six standard deviations of a binomial count.
          const bound = 6 * Math.sqrt(draws * share * (1 - share)) + 1;
          expect(Math.abs(count - draws * share)).toBeLessThanOrEqual(bound);
        }
      }),
      { numRuns: 40 },
    );
  });
});
