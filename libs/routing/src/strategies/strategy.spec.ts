import { describe, expect, it } from '@jest/globals';
import { type Deployment } from '../routing-table.js';
import { type RouteConditions } from '../route-state.js';
import { type DeploymentRecord } from '../stats/deployment-record.js';
import { begin, conditions, fault, seeded } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';
import { DEFAULT_STRATEGY_ARGS, type RoutingStrategy, type StrategyArgs } from './strategy.js';

/** A group of deployments that a strategy chooses among, at a time of the spec's own. */
class Group {
  readonly given: RouteConditions;
  readonly random = seeded(7);

  constructor(
    strategy: RoutingStrategy,
    deployments: readonly Deployment[],
    args: Partial<StrategyArgs> = {},
  ) {
    const strategyArgs = { ...DEFAULT_STRATEGY_ARGS, ...args };
    this.given = conditions(table(deployments, { strategy, strategyArgs }), { random: this.random });
  }

  record(id: string): DeploymentRecord {
    return this.given.stats.recordOf(id);
  }

  answered(id: string, ms: number, tokens = 0, now = 0): this {
    this.record(id).answered(ms, tokens, this.given.table.strategyArgs, now);
    return this;
  }

  chosen(over: Partial<RouteConditions> = {}): string {
    const decision = begin({ ...this.given, ...over }, 'm');
    if (decision.type !== 'send') throw new Error(decision.type);
    return decision.state.current.id;
  }

  /** Of many choices, the share of each deployment. */
  shares(draws = 20_000): Record<string, number> {
    const counts: Record<string, number> = {};
    for (let i = 0; i < draws; i += 1) {
      const id = this.chosen();
      counts[id] = (counts[id] ?? 0) + 1 / draws;
    }
    return counts;
  }
}

const of = (...ids: string[]) => ids.map((id) => deployment('m', { id }));

describe('simple-shuffle', () => {
  it('chooses in proportion to the weights', () => {
    const group = new Group('simple-shuffle', [
      deployment('m', { id: 'a', weight: 1 }),
      deployment('m', { id: 'b', weight: 3 }),
    ]);
    const { a, b } = group.shares();
    expect(a).toBeCloseTo(0.25, 1);
    expect(b).toBeCloseTo(0.75, 1);
  });

  it.each(['rpm', 'tpm'] as const)('takes %s for the weight where no weight is above zero', (metric) => {
    const group = new Group('simple-shuffle', [
      deployment('m', { id: 'a', weight: 0, [metric]: 100_000 }),
      deployment('m', { id: 'b', [metric]: 900_000 }),
    ]);
    expect(group.shares()['b']).toBeCloseTo(0.9, 1);
  });

  it('takes any weight before any rpm, whichever stands first', () => {
    const group = new Group('simple-shuffle', [
      deployment('m', { id: 'a', rpm: 900_000 }),
      deployment('m', { id: 'b', weight: 1 }),
    ]);
    expect(group.shares()).toEqual({ b: expect.closeTo(1) });
  });

  it('treats all alike when nothing tells them apart', () => {
    for (const share of Object.values(new Group('simple-shuffle', of('a', 'b', 'c', 'd')).shares()))
      expect(share).toBeCloseTo(0.25, 1);
  });
});

describe('least-busy', () => {
  it('chooses the one with the fewest calls on their way, and by chance among equal ones', () => {
    const group = new Group('least-busy', of('a', 'b', 'c'));
    group.record('a').claim(0);
    const shares = group.shares();
    expect(shares['a']).toBeUndefined();
    expect(shares['b']).toBeCloseTo(0.5, 1);
  });

  it('forgets a call when it is over, even one that was never sent', () => {
    const group = new Group('least-busy', of('a', 'b'));
    for (const sent of [true, false]) {
      group.record('a').claim(0);
      group.record('a').release(0, sent, 0);
    }
    expect(group.record('a').inFlight).toBe(0);
    expect(group.record('a').usage.requests(0)).toBe(1);
  });
});

describe.each(['usage-based-routing', 'usage-based-routing-v2'] as const)('%s', (strategy) => {
  it('chooses the one with the fewest tokens of this minute', () => {
    const group = new Group(strategy, of('a', 'b'));
    group.record('a').release(1_000, true, 0);
    group.record('b').release(900, true, 0);
    expect(group.chosen()).toBe('b');
    group.record('b').release(200, true, 59_000);
    expect(group.chosen({ now: 59_999 })).toBe('a');
  });

  it('begins anew with the minute, and until tokens are known goes by calls', () => {
    const group = new Group(strategy, of('a', 'b'));
    group.record('a').release(1_000, true, 0);
    group.record('b').claim(60_000);
    expect(group.chosen({ now: 60_000 })).toBe('a');
  });
});

describe('cost-based-routing', () => {
  const priced = (id: string, input: bigint) => {
    const none = { cacheRead: null, cacheWrite: null, cacheWrite1h: null };
    const more = { inputAudio: null, outputAudio: null, reasoning: null, search: null };
    const base = { input, output: 2n, ...none, ...more };
    return deployment('m', { id, prices: { source: 'config', base, tiers: [], perRequest: 0n } });
  };

  it('chooses the cheapest, and one of unknown price last', () => {
    const [dear, cheap, unknown] = [
      priced('dear', 9n),
      priced('cheap', 1n),
      deployment('m', { id: 'unknown' }),
    ];
    expect(new Group('cost-based-routing', [unknown, dear, cheap]).chosen()).toBe('cheap');
    expect(new Group('cost-based-routing', [unknown, dear]).chosen()).toBe('dear');
  });
});

describe('latency-based-routing', () => {
  it('tries what it does not know, then stays with the fewest seconds a token', () => {
    const group = new Group('latency-based-routing', of('a', 'b')).answered('a', 1_000, 100);
    expect(group.chosen()).toBe('b');
    group.answered('b', 1_500, 300);
    expect(group.chosen()).toBe('b');
    group.answered('b', 9_000, 300);
    expect(group.chosen()).toBe('a');
  });

  it('takes those within the buffer for equally good', () => {
    const group = new Group('latency-based-routing', of('a', 'b', 'c'), { lowestLatencyBuffer: 0.5 });
    group.answered('a', 1_000).answered('b', 1_400).answered('c', 1_600);
    expect(Object.keys(group.shares(2_000)).sort()).toEqual(['a', 'b']);
  });

  it('knows only the last few samples, and those not for longer than they are kept', () => {
    const group = new Group('latency-based-routing', of('a', 'b'), { maxLatencyListSize: 2, ttlMs: 60_000 });
    group.answered('a', 90_000).answered('a', 100).answered('a', 100).answered('b', 200);
    expect(group.chosen()).toBe('a');
    group.answered('a', 100, 0, 60_001);
    expect(group.chosen({ now: 60_001 })).toBe('b');
  });

  it('goes by the first content for streams, and avoids one that timed out', () => {
    const group = new Group('latency-based-routing', of('a', 'b')).answered('a', 100).answered('b', 200);
    const { strategyArgs } = group.given.table;
    group.record('a').began(400, strategyArgs, 0);
    group.record('b').began(300, strategyArgs, 0);
    expect(group.chosen()).toBe('a');
    expect(group.chosen({ stream: true })).toBe('b');
    group.record('a').failed(fault('Timeout', null), 30_000, false, strategyArgs, 0);
    expect(group.chosen()).toBe('b');
  });
});

describe('peak-ewma', () => {
  it('weighs latency against the calls that are already there', () => {
    const group = new Group('peak-ewma', of('a', 'b')).answered('a', 100).answered('b', 299);
    expect(group.chosen()).toBe('a');
    group.record('a').claim(0);
    expect(group.chosen()).toBe('a');
    group.record('a').claim(0);
    expect(group.chosen()).toBe('b');
  });

  it('leaves a deployment at its first slow answer, and comes back slowly', () => {
    const group = new Group('peak-ewma', of('a', 'b')).answered('a', 100).answered('b', 120);
    expect(group.chosen()).toBe('a');
    group.answered('a', 1_000);
    expect(group.chosen()).toBe('b');
    group.answered('a', 100, 0, 1).answered('b', 120, 0, 1);
    expect(group.chosen({ now: 1 })).toBe('b');
  });

  it('tries a slow deployment again after a while without news of it', () => {
    const group = new Group('peak-ewma', of('a', 'b')).answered('a', 1_000).answered('b', 100);
    group.answered('b', 100, 0, 120_000);
    expect(group.chosen({ now: 120_000 })).toBe('a');
  });

  it('prefers one that answers to one that fails quickly', () => {
    const group = new Group('peak-ewma', of('a', 'b')).answered('a', 100).answered('b', 120);
    for (let i = 0; i < 3; i += 1)
      group.record('a').failed(fault('InternalServerError', 500), 1, false, DEFAULT_STRATEGY_ARGS, 0);
    expect(group.chosen()).toBe('b');
  });

  it('does not take a long answer for a slow one', () => {
    const group = new Group('peak-ewma', of('a', 'b')).answered('a', 10_000, 1_000).answered('b', 1_000, 0);
    expect(group.chosen()).toBe('a');
  });
});
