import { describe, expect, it } from '@jest/globals';
import { type LimitScope, type PicoUsd } from '@tollgate/core';
import { type LimitRefusal, type Reservation } from '../ports/ports.js';
import { InProcessLimits } from './in-process.js';

const CENT = 10_000_000_000n;

function scope(over: Partial<LimitScope> = {}): LimitScope {
  return {
    kind: 'key',
    id: 'k',
    requestsPerMinute: null,
    tokensPerMinute: null,
    parallelRequests: null,
    maxBudget: null,
    ...over,
  };
}

/** Limits with a clock that is moved by hand. */
function limits(leaseMs = 600_000) {
  const clock = { now: 1_000_000 };
  const all = new InProcessLimits({ now: () => clock.now, leaseMs });
  const reserve = (
    scopes: readonly LimitScope[],
    tokens = 10,
    money: PicoUsd | null = 0n,
    spent: PicoUsd = 0n,
  ) => all.reserve({ scopes, tokens, money, spent: () => spent });
  return { clock, reserve };
}

function granted(result: Reservation | LimitRefusal): Reservation {
  if (!result.granted) throw new Error(`refused: ${result.limit}`);
  return result;
}

function headersOf({ headers }: Reservation | LimitRefusal): Record<string, string> {
  return Object.fromEntries(
    headers.flatMap((name, i) => (i % 2 === 0 ? [[name, headers[i + 1] ?? '']] : [])),
  );
}

describe('requests and tokens a minute', () => {
  it('let exactly as many through as allowed, and again when the window is over', () => {
    const { clock, reserve } = limits();
    const five = [scope({ requestsPerMinute: 5 })];
    const results = Array.from({ length: 20 }, () => reserve(five));
    expect(results.filter((one) => one.granted)).toHaveLength(5);
    expect(results[5]).toMatchObject({ granted: false, limit: 'requests', max: '5', retryAfterSeconds: 60 });
    clock.now += 59_999;
    expect(reserve(five).granted).toBe(false);
    clock.now += 1;
    expect(reserve(five).granted).toBe(true);
  });

  it('hold the bound of a call, and give back what it did not use', () => {
    const { reserve } = limits();
    const thousand = [scope({ tokensPerMinute: 1_000 })];
    const first = granted(reserve(thousand, 900));
    expect(reserve(thousand, 200)).toMatchObject({ granted: false, limit: 'tokens', current: '900' });
    first.settle(300, 0n);
    expect(headersOf(reserve(thousand, 100))['x-ratelimit-remaining-tokens']).toBe('600');
  });

  it('are not eaten up by refused calls', () => {
    const { reserve } = limits();
    const both = [scope({ tokensPerMinute: 1_000, requestsPerMinute: 2 })];
    for (let i = 0; i < 5; i += 1) expect(reserve(both, 2_000).granted).toBe(false);
    expect(headersOf(reserve(both, 1_000))).toMatchObject({
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-remaining-requests': '1',
    });
  });

  it('charge all scopes or none', () => {
    const { reserve } = limits();
    const key = scope({ requestsPerMinute: 10 });
    const team = scope({ kind: 'team', id: 't', requestsPerMinute: 1 });
    granted(reserve([key, team]));
    for (let i = 0; i < 5; i += 1)
      expect(reserve([key, team])).toMatchObject({ granted: false, scope: { kind: 'team' } });
    expect(headersOf(reserve([key]))['x-ratelimit-remaining-requests']).toBe('8');
  });

  it('do not take back tokens of a window that is over', () => {
    const { clock, reserve } = limits();
    const thousand = [scope({ tokensPerMinute: 1_000 })];
    const old = granted(reserve(thousand, 900));
    clock.now += 60_000;
    granted(reserve(thousand, 500));
    old.settle(100, 0n);
    expect(reserve(thousand, 501)).toMatchObject({ granted: false, current: '500' });
  });

  it('keep keys apart', () => {
    const { reserve } = limits();
    granted(reserve([scope({ id: 'a', requestsPerMinute: 1 })]));
    granted(reserve([scope({ id: 'b', requestsPerMinute: 1 })]));
    granted(reserve([scope({ kind: 'user', id: 'a', requestsPerMinute: 1 })]));
  });
});

describe('parallel requests', () => {
  it('free their slot when they are settled, however often that is done', () => {
    const { reserve } = limits();
    const one = [scope({ parallelRequests: 1, requestsPerMinute: 2 })];
    const first = granted(reserve(one));
    expect(reserve(one)).toMatchObject({
      granted: false,
      limit: 'max_parallel_requests',
      retryAfterSeconds: 1,
    });
    first.settle(0, 0n);
    first.settle(0, 0n);
    const second = granted(reserve(one));
    expect(reserve(one).granted).toBe(false);
    second.settle(0, 0n);
    // The refused ones used up no request: two were allowed, two were made.
    expect(reserve(one)).toMatchObject({ granted: false, limit: 'requests' });
  });

  it('of dead calls free their slots and their money by a lease', () => {
    const { clock, reserve } = limits(120_000);
    const three = [scope({ parallelRequests: 3, maxBudget: CENT })];
    for (let i = 0; i < 3; i += 1) granted(reserve(three, 0, CENT / 4n));
    clock.now += 119_999;
    expect(reserve(three).granted).toBe(false);
    clock.now += 1_001;
    for (let i = 0; i < 3; i += 1) granted(reserve(three, 0, CENT / 4n));
  });
});

describe('a budget', () => {
  const budget = [scope({ maxBudget: CENT })];
  const worst = (CENT * 4n) / 10n;

  it('holds under calls that run at the same time: what does not fit whole is refused', () => {
    const { reserve } = limits();
    const results = Array.from({ length: 10 }, () => reserve(budget, 0, worst));
    expect(results.filter((one) => one.granted)).toHaveLength(2);
    expect(results[2]).toMatchObject({
      granted: false,
      limit: 'budget',
      current: '0.008',
      max: '0.01',
      retryAfterSeconds: null,
    });
  });

  it('gets back at once what a call did not cost', () => {
    const { reserve } = limits();
    granted(reserve(budget, 0, CENT)).settle(0, 0n);
    granted(reserve(budget, 0, CENT)).settle(0, CENT / 2n);
    granted(reserve(budget, 0, CENT / 2n));
  });

  it('begins with what was spent before, and is used up at exactly its amount', () => {
    const { reserve } = limits();
    expect(reserve(budget, 0, 0n, CENT).granted).toBe(false);
    const other = limits();
    granted(other.reserve(budget, 0, 0n, CENT - 1n));
  });

  it('follows spend of other processes, and never goes back to an older figure of the same window', () => {
    const { reserve } = limits();
    granted(reserve(budget, 0, 0n, 0n)).settle(0, CENT / 2n);
    expect(reserve(budget, 0, 0n, CENT)).toMatchObject({ granted: false, limit: 'budget' });
    expect(reserve(budget, 0, 0n, CENT / 2n)).toMatchObject({ granted: false, limit: 'budget' });
  });

  it('follows an admin who sets the spend, though other callers still bring the figure from before', () => {
    const { reserve } = limits();
    const old = [scope({ maxBudget: CENT, spentSince: 1_000 })];
    const current = [scope({ maxBudget: CENT, spentSince: 2_000 })];
    expect(reserve(old, 0, 0n, CENT)).toMatchObject({ granted: false, limit: 'budget' });
    granted(reserve(current, 0, 0n, 0n));
    granted(reserve(old, 0, 0n, CENT));
  });

  it('counts from zero the moment its window is over, before anything was reset in the database', () => {
    const { clock, reserve } = limits();
    const day = [scope({ maxBudget: CENT, spentSince: 500_000, resetsAt: 2_000_000 })];
    granted(reserve(day, 0, CENT)).settle(0, CENT);
    clock.now = 1_999_999;
    expect(reserve(day, 0, 0n, CENT)).toMatchObject({ granted: false, limit: 'budget' });
    clock.now = 2_000_000;
    granted(reserve(day, 0, CENT, CENT)).settle(0, CENT);
    expect(reserve(day, 0, 0n, CENT)).toMatchObject({ granted: false, limit: 'budget' });
    // The reset that the database knows of a little later gives nothing away twice.
    const next = [scope({ maxBudget: CENT, spentSince: 2_000_000, resetsAt: 3_000_000 })];
    expect(reserve(next, 0, 0n, 0n)).toMatchObject({ granted: false, limit: 'budget', current: '0.01' });
  });

  it('keeps what calls hold that began before its window was over', () => {
    const { clock, reserve } = limits(10_000_000);
    const day = [scope({ maxBudget: CENT, resetsAt: 2_000_000 })];
    const early = granted(reserve(day, 0, CENT));
    clock.now = 2_000_000;
    expect(reserve(day, 0, CENT).granted).toBe(false);
    early.settle(0, CENT / 2n);
    granted(reserve(day, 0, CENT / 2n));
  });

  it('of several windows has to fit into each', () => {
    const { reserve } = limits();
    const both = [
      scope({ id: 'k:1d', maxBudget: CENT, resetsAt: 2_000_000 }),
      scope({ id: 'k:1mo', maxBudget: 2n * CENT, resetsAt: 9_000_000 }),
    ];
    granted(reserve(both, 0, CENT)).settle(0, CENT);
    expect(reserve(both, 0, 0n)).toMatchObject({ granted: false, scope: { id: 'k:1d' } });
  });

  it('of calls without a known price is only checked, not held', () => {
    const { reserve } = limits();
    for (let i = 0; i < 5; i += 1) granted(reserve(budget, 0, null));
    expect(reserve(budget, 0, null, CENT).granted).toBe(false);
  });
});

describe('the headers', () => {
  it('tell limit, what is left and when it is back, for the nearest scope and for each by name', () => {
    const { clock, reserve } = limits();
    const scopes = [
      scope({ requestsPerMinute: 3, tokensPerMinute: 100 }),
      scope({ kind: 'team', id: 't', requestsPerMinute: 50 }),
    ];
    granted(reserve(scopes, 40));
    clock.now += 15_500;
    expect(headersOf(reserve(scopes, 40))).toEqual({
      'x-ratelimit-limit-requests': '3',
      'x-ratelimit-remaining-requests': '1',
      'x-ratelimit-reset-requests': '45s',
      'x-ratelimit-api_key-limit-requests': '3',
      'x-ratelimit-api_key-remaining-requests': '1',
      'x-ratelimit-limit-tokens': '100',
      'x-ratelimit-remaining-tokens': '20',
      'x-ratelimit-reset-tokens': '45s',
      'x-ratelimit-api_key-limit-tokens': '100',
      'x-ratelimit-api_key-remaining-tokens': '20',
      'x-ratelimit-team-limit-requests': '50',
      'x-ratelimit-team-remaining-requests': '48',
    });
  });

  it('are the same on refusals, and never negative', () => {
    const { reserve } = limits();
    const one = [scope({ requestsPerMinute: 1 })];
    granted(reserve(one));
    expect(headersOf(reserve(one))).toMatchObject({
      'x-ratelimit-limit-requests': '1',
      'x-ratelimit-remaining-requests': '0',
    });
  });
});

describe('a budget that parallel calls would overrun', () => {
  // 0.01 USD; each call costs at most 0.004 USD and waits for its upstream.
  it('lets two of ten through at once, and a third when they have cost less', () => {
    const { reserve } = limits();
    const key = [scope({ maxBudget: CENT })];
    const bound = 4_000_000_000n;
    const calls = Array.from({ length: 10 }, () => reserve(key, 100, bound));
    const through = calls.filter((one) => one.granted);
    expect(through).toHaveLength(2);
    granted(through[0] as Reservation).settle(50, 2_000_000_000n);
    granted(reserve(key, 100, bound));
    expect(reserve(key, 100, bound).granted).toBe(false);
  });
});

describe('all scopes of a call', () => {
  it('hold and give back together: key, member, team, user, organization', () => {
    const { reserve } = limits();
    const scopes = (['key', 'team_member', 'team', 'user', 'organization'] as const).map((kind, i) =>
      scope({ kind, id: kind, parallelRequests: 5 - i, maxBudget: CENT }),
    );
    const first = granted(reserve(scopes, 0, CENT / 4n));
    expect(reserve(scopes, 0, CENT / 4n)).toMatchObject({
      granted: false,
      scope: { kind: 'organization' },
      limit: 'max_parallel_requests',
    });
    first.settle(0, CENT);
    expect(reserve(scopes, 0, 0n)).toMatchObject({ granted: false, scope: { kind: 'key' }, limit: 'budget' });
  });

  it('may begin with different spends', () => {
    const { reserve } = limits();
    const scopes = [
      scope({ maxBudget: CENT }),
      scope({ kind: 'team', id: 't', maxBudget: CENT, spent: () => CENT }),
    ];
    const all = new InProcessLimits();
    expect(all.reserve({ scopes, tokens: 0, money: 0n, spent: (one) => one.spent?.() ?? 0n })).toMatchObject({
      granted: false,
      scope: { kind: 'team' },
    });
    granted(reserve(scopes));
  });
});

describe('a raised budget', () => {
  it('lets more through until the raise ends, to the millisecond, and says what the limit is', () => {
    const { clock, reserve } = limits();
    const until = clock.now + 500;
    const raised = [scope({ maxBudget: CENT, raise: { extra: CENT, until } })];
    granted(reserve(raised, 0, 2n * CENT)).settle(0, 2n * CENT);
    expect(reserve(raised, 0, 1n)).toMatchObject({ limit: 'budget', max: '0.02' });
    const other = [scope({ id: 'other', maxBudget: CENT, raise: { extra: CENT, until } })];
    clock.now = until;
    expect(reserve(other, 0, 2n * CENT)).toMatchObject({ limit: 'budget', max: '0.01' });
    expect(reserve(other, 0, CENT).granted).toBe(true);
  });
});
