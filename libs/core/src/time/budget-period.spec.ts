import { describe, expect, it } from '@jest/globals';
import { type BudgetCalendar, budgetWindow, nextBudgetReset, parseBudgetPeriod } from './budget-period.js';

function windowOf(
  duration: string,
  at: string,
  timeZone = 'UTC',
  { weekStartsOn = 1, anchor = null }: { weekStartsOn?: number; anchor?: string | null } = {},
): [string, string] {
  const period = parseBudgetPeriod(duration);
  if (!period) throw new Error(`not a period: ${duration}`);
  const calendar: BudgetCalendar = { timeZone, weekStartsOn };
  const { start, end } = budgetWindow(
    period,
    new Date(at),
    calendar,
    anchor === null ? null : new Date(anchor),
  );
  return [start, end].map((one) => one.toISOString().replace('.000Z', 'Z')) as [string, string];
}

describe('budget windows in UTC', () => {
  // 18 March 2026 is a Wednesday.
  it.each([
    ['30s', '2026-03-18T10:15:29Z', '2026-03-18T10:15:00Z', '2026-03-18T10:15:30Z'],
    ['45s', '2026-03-18T10:15:50Z', '2026-03-18T10:15:45Z', '2026-03-18T10:16:00Z'],
    ['60s', '2026-03-18T10:15:50Z', '2026-03-18T10:15:00Z', '2026-03-18T10:16:00Z'],
    ['15m', '2026-03-18T10:15:00Z', '2026-03-18T10:15:00Z', '2026-03-18T10:30:00Z'],
    ['25m', '2026-03-18T10:55:00Z', '2026-03-18T10:50:00Z', '2026-03-18T11:00:00Z'],
    ['90m', '2026-03-18T10:55:00Z', '2026-03-18T10:00:00Z', '2026-03-18T11:30:00Z'],
    ['1h', '2026-03-18T23:59:59Z', '2026-03-18T23:00:00Z', '2026-03-19T00:00:00Z'],
    ['6h', '2026-03-18T05:59:59Z', '2026-03-18T00:00:00Z', '2026-03-18T06:00:00Z'],
    ['5h', '2026-03-18T22:00:00Z', '2026-03-18T20:00:00Z', '2026-03-19T00:00:00Z'],
    ['24h', '2026-03-18T22:00:00Z', '2026-03-18T00:00:00Z', '2026-03-19T00:00:00Z'],
    ['36h', '2026-03-18T22:00:00Z', '2026-03-18T00:00:00Z', '2026-03-19T12:00:00Z'],
    ['48h', '2026-03-18T22:00:00Z', '2026-03-18T00:00:00Z', '2026-03-20T00:00:00Z'],
    ['1d', '2026-03-18T00:00:00Z', '2026-03-18T00:00:00Z', '2026-03-19T00:00:00Z'],
    ['3d', '2026-03-18T22:00:00Z', '2026-03-18T00:00:00Z', '2026-03-21T00:00:00Z'],
    ['7d', '2026-03-18T22:00:00Z', '2026-03-16T00:00:00Z', '2026-03-23T00:00:00Z'],
    ['1w', '2026-03-16T00:00:00Z', '2026-03-16T00:00:00Z', '2026-03-23T00:00:00Z'],
    ['2w', '2026-03-18T22:00:00Z', '2026-03-18T00:00:00Z', '2026-04-01T00:00:00Z'],
    ['30d', '2026-03-18T22:00:00Z', '2026-03-18T00:00:00Z', '2026-04-17T00:00:00Z'],
    ['1mo', '2026-03-18T22:00:00Z', '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'],
    ['1mo', '2026-12-31T23:59:59Z', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['3mo', '2026-11-18T22:00:00Z', '2026-11-01T00:00:00Z', '2027-02-01T00:00:00Z'],
  ])('%s at %s', (duration, at, start, end) => {
    expect(windowOf(duration, at)).toEqual([start, end]);
  });
});

describe('budget windows elsewhere', () => {
  it.each([
    // A Japanese month ends nine hours before the one of UTC.
    ['1mo', '2026-01-15T00:00:00Z', 'Asia/Tokyo', '2025-12-31T15:00:00Z', '2026-01-31T15:00:00Z'],
    ['1mo', '2026-01-31T15:00:00Z', 'Asia/Tokyo', '2026-01-31T15:00:00Z', '2026-02-28T15:00:00Z'],
    // Clocks go forward at 02:00 on 8 March 2026 in New York: 5 hours behind UTC, then 4. The day has 23 hours.
    ['1d', '2026-03-08T04:59:59Z', 'America/New_York', '2026-03-07T05:00:00Z', '2026-03-08T05:00:00Z'],
    ['1d', '2026-03-08T05:00:00Z', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['1d', '2026-03-09T03:59:59Z', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    // They go back on 1 November: 25 hours.
    ['1d', '2026-11-01T12:00:00Z', 'America/New_York', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
    // Berlin, 25 October 2026: 02:30 comes twice, at 00:30Z and at 01:30Z; an hour stays an hour.
    ['1h', '2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
    ['1h', '2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z'],
    ['30m', '2026-10-25T00:40:00Z', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z'],
    ['6h', '2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T05:00:00Z'],
    // Nepal is 5:45 ahead.
    ['1h', '2026-03-18T10:20:00Z', 'Asia/Kathmandu', '2026-03-18T10:15:00Z', '2026-03-18T11:15:00Z'],
    // Clocks of Beirut skip 00:00 on 29 March 2026; the day begins at 01:00 (22:00Z).
    ['1d', '2026-03-29T12:00:00Z', 'Asia/Beirut', '2026-03-28T22:00:00Z', '2026-03-29T21:00:00Z'],
  ])('%s at %s in %s', (duration, at, zone, start, end) => {
    expect(windowOf(duration, at, zone)).toEqual([start, end]);
  });

  it('begin weeks on the day the calendar says', () => {
    const at = '2026-03-18T22:00:00Z';
    expect(windowOf('1w', at, 'UTC', { weekStartsOn: 7 })).toEqual([
      '2026-03-15T00:00:00Z',
      '2026-03-22T00:00:00Z',
    ]);
    expect(windowOf('1w', at, 'UTC', { weekStartsOn: 3 })[0]).toBe('2026-03-18T00:00:00Z');
  });
});

describe('budget windows that were missed', () => {
  it('leave one reset behind, and the next in the future', () => {
    // Down over three midnights.
    expect(windowOf('1d', '2026-03-18T09:00:00Z', 'UTC', { anchor: '2026-03-15T00:00:00Z' })).toEqual([
      '2026-03-18T00:00:00Z',
      '2026-03-19T00:00:00Z',
    ]);
  });

  it.each([
    ['3d', '2026-03-10T00:00:00Z', '2026-03-16T00:00:00Z', '2026-03-19T00:00:00Z'],
    ['30d', '2026-02-10T00:00:00Z', '2026-03-12T00:00:00Z', '2026-04-11T00:00:00Z'],
    ['90m', '2026-03-18T06:30:00Z', '2026-03-18T21:00:00Z', '2026-03-18T22:30:00Z'],
    ['3mo', '2025-11-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-05-01T00:00:00Z'],
  ])('%s keeps the rhythm of its resets', (duration, anchor, start, end) => {
    expect(windowOf(duration, '2026-03-18T22:00:00Z', 'UTC', { anchor })).toEqual([start, end]);
  });

  it('count thirty days across a change of the clocks as thirty midnights', () => {
    expect(
      windowOf('30d', '2026-03-18T22:00:00Z', 'America/New_York', { anchor: '2026-02-20T05:00:00Z' }),
    ).toEqual(['2026-02-20T05:00:00Z', '2026-03-22T04:00:00Z']);
  });
});

describe('budget durations', () => {
  it.each(['1fortnight', '', '0d', '-1d', '1.5h', '1y', '30', '4000d', '200mo'])('refuse %j', (text) => {
    expect(parseBudgetPeriod(text)).toBeNull();
  });

  it('that a database holds and nobody can read reset at midnight', () => {
    const at = new Date('2026-03-18T22:00:00Z');
    expect(nextBudgetReset('monthly', at, { timeZone: 'Asia/Tokyo', weekStartsOn: 1 }).toISOString()).toBe(
      '2026-03-19T15:00:00.000Z',
    );
  });
});
