import { describe, expect, it } from '@jest/globals';
import { UTC_CALENDAR } from './budget-period.js';
import { calendarOf, rhythmChangesOf } from './budget-rhythm.js';

const NOW = new Date('2026-03-18T12:00:00Z'); // a Wednesday
const NONE = { budgetDuration: null, budgetTimezone: null, budgetWeekStart: null };

describe('the rhythm of a budget', () => {
  it('is left alone by a request that does not name it', () => {
    expect(rhythmChangesOf({}, { ...NONE, budgetDuration: '1d' }, NOW, UTC_CALENDAR)).toEqual({});
  });

  it('follows a time zone of its own, set with the duration or after it', () => {
    const reset = new Date('2026-03-19T00:00:00+09:00');
    const zone = { budget_timezone: 'Asia/Tokyo' };
    expect(rhythmChangesOf({ budget_duration: '1d', ...zone }, NONE, NOW, UTC_CALENDAR)).toMatchObject({
      budgetDuration: '1d',
      budgetTimezone: 'Asia/Tokyo',
      budgetResetAt: reset,
    });
    expect(rhythmChangesOf(zone, { ...NONE, budgetDuration: '1d' }, NOW, UTC_CALENDAR)).toEqual({
      budgetTimezone: 'Asia/Tokyo',
      budgetResetAt: reset,
    });
  });

  it('begins its weeks on the day it names', () => {
    const weekly = { ...NONE, budgetDuration: '1w' };
    expect(rhythmChangesOf({ budget_week_start: 'sunday' }, weekly, NOW, UTC_CALENDAR)).toMatchObject({
      budgetResetAt: new Date('2026-03-22T00:00:00Z'),
    });
    expect(
      rhythmChangesOf(
        { budget_week_start: null },
        { ...weekly, budgetWeekStart: 'sunday' },
        NOW,
        UTC_CALENDAR,
      ),
    ).toMatchObject({ budgetWeekStart: null, budgetResetAt: new Date('2026-03-23T00:00:00Z') });
  });

  it.each([
    [{ budget_duration: '1fortnight' }, 'budget_duration'],
    [{ budget_timezone: 'Mars/Olympus' }, 'budget_timezone'],
    [{ budget_timezone: 'x'.repeat(65) }, 'budget_timezone'],
  ])('refuses %j', (fields, param) => {
    expect(rhythmChangesOf(fields, NONE, NOW, UTC_CALENDAR)).toMatchObject({ param });
  });

  it('is that of the installation where an import left nonsense', () => {
    const nonsense = { budgetTimezone: 'Mars/Olympus', budgetWeekStart: 'someday' };
    expect(calendarOf(nonsense, { timeZone: 'Asia/Tokyo', weekStartsOn: 3 })).toEqual({
      timeZone: 'Asia/Tokyo',
      weekStartsOn: 3,
    });
  });
});
