import { describe, expect, it } from '@jest/globals';
import { type ActivityEntry, type DailyActivity } from '@tollgate/core';
import { NO_ACTIVITY, totalOf } from './activity-metrics.js';
import { rankGroups, stackActivity } from './activity-series.js';

const entry = (spend: number, alias: string | null = null): ActivityEntry => ({
  metrics: { ...NO_ACTIVITY, spend, api_requests: 1, total_tokens: 10 },
  metadata: { key_alias: alias },
});

function day(date: string, groups: Record<string, ActivityEntry>): DailyActivity {
  const spend = Object.values(groups).reduce((sum, group) => sum + group.metrics.spend, 0);
  return {
    date,
    metrics: { ...NO_ACTIVITY, spend },
    breakdown: { models: {}, model_groups: groups, providers: {}, api_keys: groups },
  };
}

describe('activity', () => {
  const days = [
    day('2026-07-02', { small: entry(1), 'gpt-4.1': entry(5) }),
    day('2026-07-01', { small: entry(2), big: entry(4) }),
  ];

  it('ranks the parts of all days by the measure', () => {
    expect(rankGroups(days, 'model', 'spend').map((g) => [g.id, g.metrics.spend])).toEqual([
      ['gpt-4.1', 5],
      ['big', 4],
      ['small', 3],
    ]);
    expect(totalOf(days).spend).toBe(12);
  });

  it('has a point for every day of the range, also for days without calls', () => {
    const range = ['2026-06-30', '2026-07-01', '2026-07-02'];
    const { points } = stackActivity(days, range, 'model', 'spend');
    expect(points).toEqual([
      { day: '2026-06-30', values: {} },
      { day: '2026-07-01', values: { s1: 4, s2: 2 } },
      { day: '2026-07-02', values: { s0: 5, s2: 1 } },
    ]);
  });

  it('sums what is beyond the named series as Other, and loses nothing', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`m${i}`, entry(12 - i)]));
    const { series, points } = stackActivity([day('2026-07-01', many)], ['2026-07-01'], 'model', 'spend');
    expect(series).toHaveLength(8);
    expect(series.at(-1)).toEqual({ id: 'other', label: 'Other (5)', other: true });
    const values = Object.values(points[0]!.values);
    expect(values.reduce((a, b) => a + b, 0)).toBe(78);
    expect(points[0]!.values.other).toBe(5 + 4 + 3 + 2 + 1);
  });

  it('names a key by its alias, or by its shortened hash', () => {
    const hash = 'a'.repeat(60) + 'beef';
    const [first, second] = rankGroups(
      [day('2026-07-01', { [hash]: entry(2), x: entry(1, 'ci-bot') })],
      'key',
      'spend',
    );
    expect([first!.label, second!.label]).toEqual(['aaaaaaaa…beef', 'ci-bot']);
  });
});
