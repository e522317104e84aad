import { describe, expect, it } from '@jest/globals';
import { UTC_CALENDAR } from '@tollgate/core';
import { DeploymentStats } from '../stats/deployment-stats.js';
import { begin, conditions } from '../testing/routes.js';
import { deployment, table } from '../testing/tables.js';
import { type SpendBudget } from './spend-meter.js';

const budget = (kind: SpendBudget['kind'], id: string, limit: bigint): SpendBudget => ({
  ...{ kind, id, limit, duration: '1h', period: { unit: 'hour', count: 1 }, calendar: UTC_CALENDAR },
});
const ofOpenAi = budget('provider', 'openai', 100n);
const routes = table(
  [
    deployment('p', { id: 'own', order: 1, budgets: [budget('deployment', 'own', 10n), ofOpenAi] }),
    deployment('p', { id: 'other', order: 2, budgets: [ofOpenAi] }),
    deployment('q', { id: 'free' }),
  ],
  { fallbacks: new Map([['p', ['q']]]) },
);

function chosen(stats: DeploymentStats, over: Partial<typeof routes> = {}) {
  const now = 20 * 60_000;
  const decision = begin(conditions({ ...routes, ...over }, { stats, now }), 'p');
  return decision.type === 'send' ? decision.state.current.id : decision;
}

describe('a deployment whose budget is used up', () => {
  it('gets no calls: the rest of its group serves, then a fallback', () => {
    const stats = new DeploymentStats();
    stats.adopt(routes);
    expect(chosen(stats)).toBe('own');
    stats.recordOf('own').charge(10n, 0n, 20 * 60_000);
    expect(chosen(stats)).toBe('other');
    stats.recordOf('other').charge(90n, 0n, 20 * 60_000);
    expect(chosen(stats)).toBe('free');
  });

  it('says so where nothing else serves, and when it begins anew', () => {
    const stats = new DeploymentStats();
    stats.adopt(routes);
    stats.recordOf('other').charge(100n, 0n, 20 * 60_000);
    expect(chosen(stats, { fallbacks: new Map() })).toEqual({
      type: 'unavailable',
      reason: 'budget',
      retryAfterMs: 40 * 60_000,
    });
  });

  it('keeps what it has spent when the table changes, under a limit that changes with it', () => {
    const stats = new DeploymentStats();
    stats.adopt(routes);
    stats.recordOf('own').charge(10n, 0n, 20 * 60_000);
    const raised = table([
      deployment('p', { id: 'own', budgets: [budget('deployment', 'own', 11n)] }),
      deployment('q', { id: 'free' }),
    ]);
    stats.adopt(raised);
    expect(chosen(stats, raised)).toBe('own');
    stats.recordOf('own').charge(1n, 0n, 20 * 60_000);
    expect(chosen(stats, { ...raised })).toMatchObject({ reason: 'budget' });
    expect([...stats.meters].map((meter) => meter.budget.id)).toEqual(['own']);
  });
});
