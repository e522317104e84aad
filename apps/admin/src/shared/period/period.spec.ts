import { describe, expect, it } from '@jest/globals';
import { daysOf, rangeBefore, rangeOf } from './period.js';

describe('periods', () => {
  /** One in the morning of 1 March in Berlin is still February in UTC. */
  const now = new Date('2024-03-01T01:00:00+02:00');

  it.each([
    ['today', '2024-02-29', '2024-02-29'],
    ['7d', '2024-02-23', '2024-02-29'],
    ['30d', '2024-01-31', '2024-02-29'],
    ['this-month', '2024-02-01', '2024-02-29'],
    ['last-month', '2024-01-01', '2024-01-31'],
  ] as const)('%s counts UTC days and includes today', (period, from, to) => {
    expect(rangeOf(period, now)).toEqual({ from, to });
  });

  it('compares with as many days right before', () => {
    expect(rangeBefore({ from: '2024-03-01', to: '2024-03-07' })).toEqual({
      from: '2024-02-23',
      to: '2024-02-29',
    });
  });

  it('lists every day once, over the end of a month', () => {
    expect(daysOf({ from: '2024-02-28', to: '2024-03-01' })).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
  });
});
