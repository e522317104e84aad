import { describe, expect, it } from '@jest/globals';
import { fitting, toExportRequest, toExportValues } from './export-form-values.js';
import { calendarPeriods } from './export-periods.js';

const NOW = new Date('2026-02-10T12:00:00Z');

describe('the export form', () => {
  it('starts with the month that the page showed, also when it is not over', () => {
    expect(toExportValues({ from: '2026-02-01', to: '2026-02-10' }, NOW).period).toBe('2026-02');
    expect(toExportValues({ from: '2026-01-01', to: '2026-01-31', by: 'key' }, NOW)).toMatchObject({
      period: '2026-01',
      group_by: ['key'],
    });
  });

  it('starts with the days of the page when they are no month', () => {
    const values = toExportValues({ from: '2026-01-01', to: '2026-01-30' }, NOW);
    expect(toExportRequest(values)).toEqual({
      report: 'grouped',
      from: '2026-01-01',
      to: '2026-01-30',
      time_zone: 'UTC',
      group_by: ['team'],
      format: 'xlsx',
    });
  });

  it('asks FOCUS for a format it has, and for no groups and no second currency', () => {
    const values = toExportValues({}, NOW);
    const focus = { ...values, ...fitting('focus', values, NOW), currency: 'EUR', exchange_rate: '0.9' };
    expect(toExportRequest(focus)).toEqual({
      report: 'focus',
      period: '2026-02',
      time_zone: 'UTC',
      format: 'csv',
    });
  });

  it('closes no month that is not over: it offers the one before', () => {
    const values = toExportValues({}, NOW);
    const close = { ...values, ...fitting('close', values, NOW) };
    expect(toExportRequest(close)).toEqual({ report: 'close', period: '2026-01', time_zone: 'UTC' });
  });

  it('sends a second currency with its rate and day', () => {
    const values = {
      ...toExportValues({}, NOW),
      currency: 'eur',
      exchange_rate: '0.92',
      exchange_rate_date: '2026-01-31',
    };
    expect(toExportRequest(values)).toMatchObject({
      currency: 'EUR',
      exchange_rate: '0.92',
      exchange_rate_date: '2026-01-31',
    });
  });
});

describe('the periods to choose from', () => {
  it('go back over the new year', () => {
    const { months, quarters, years } = calendarPeriods(NOW);
    expect(months.slice(0, 3)).toEqual([
      { value: '2026-02', label: 'February 2026, so far', over: false },
      { value: '2026-01', label: 'January 2026', over: true },
      { value: '2025-12', label: 'December 2025', over: true },
    ]);
    expect(quarters.slice(0, 2).map(({ value }) => value)).toEqual(['2026-Q1', '2025-Q4']);
    expect(years.map(({ value }) => value)).toEqual(['2026', '2025']);
  });
});
