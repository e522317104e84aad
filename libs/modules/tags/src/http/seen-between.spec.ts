import { describe, expect, it } from '@jest/globals';
import { seenBetween } from './seen-between.js';

describe('the days of which tags are listed', () => {
  it('are both whole, from the first midnight of UTC to the one after the last', () => {
    expect(seenBetween({ start_date: '2028-02-28', end_date: '2028-02-29' })).toEqual({
      ok: true,
      value: { from: new Date('2028-02-28T00:00:00Z'), before: new Date('2028-03-01T00:00:00Z') },
    });
  });

  it('may be one', () => {
    expect(seenBetween({ start_date: '2026-03-29', end_date: '2026-03-29' })).toMatchObject({
      value: { before: new Date('2026-03-30T00:00:00Z') },
    });
  });

  it.each([{}, { start_date: '', end_date: '' }])('are not asked for by %j', (query) => {
    expect(seenBetween(query)).toEqual({ ok: true, value: null });
  });

  it('are a quarter of a year at most', () => {
    // 31 + 28 + 31 days, and two more.
    expect(seenBetween({ start_date: '2026-01-01', end_date: '2026-04-02' })).toMatchObject({ ok: true });
    expect(seenBetween({ start_date: '2026-01-01', end_date: '2026-04-03' })).toMatchObject({
      failure: { param: 'end_date' },
    });
  });

  it.each([
    ['end_date', { start_date: '2026-03-02' }],
    ['start_date', { end_date: '2026-03-02' }],
    ['start_date', { start_date: '2026-3-2', end_date: '2026-03-02' }],
    ['start_date', { start_date: '2026-03-02T00:00:00Z', end_date: '2026-03-02' }],
    ['end_date', { start_date: '2026-03-02', end_date: '2026-13-01' }],
    ['end_date', { start_date: '2026-03-02', end_date: '2026-03-01' }],
  ])('name %s when they are wrong: %j', (param, query) => {
    expect(seenBetween(query)).toMatchObject({ ok: false, failure: { param } });
  });
});
