import { type ExportCadence } from '@tollgate/core';
import { describe, expect, it } from '@jest/globals';
import { lastPeriod, runAfter, runOf, scheduledPeriod } from './schedule-periods.js';

const rhythm = (cadence: ExportCadence, timeZone = 'UTC', hour = 6) => ({ cadence, timeZone, hour });
const texts = (run: Record<string, Date>) =>
  Object.values(run).map((instant) => instant.toISOString().replace(':00.000Z', 'Z'));

describe('the runs of a schedule', () => {
  // 18 March 2026 is a Wednesday; Berlin is one hour ahead of UTC until 29 March, then two.
  it.each([
    ['daily', 'UTC', ['2026-03-18T00:00Z', '2026-03-19T00:00Z', '2026-03-19T06:00Z']],
    ['weekly', 'UTC', ['2026-03-16T00:00Z', '2026-03-23T00:00Z', '2026-03-23T06:00Z']],
    ['monthly', 'UTC', ['2026-03-01T00:00Z', '2026-04-01T00:00Z', '2026-04-01T06:00Z']],
    ['monthly', 'Europe/Berlin', ['2026-02-28T23:00Z', '2026-03-31T22:00Z', '2026-04-01T04:00Z']],
    ['daily', 'Asia/Kolkata', ['2026-03-17T18:30Z', '2026-03-18T18:30Z', '2026-03-19T00:30Z']],
  ] as const)('%s in %s begin with the period that is now', (cadence, zone, run) => {
    expect(texts({ ...runOf(rhythm(cadence, zone), new Date('2026-03-18T12:00:00Z')) })).toEqual(run);
  });

  it('follow each other without a gap', () => {
    const first = runOf(rhythm('daily', 'Europe/Berlin'), new Date('2026-03-28T12:00:00Z'));
    const second = runAfter(rhythm('daily', 'Europe/Berlin'), first);
    // The day on which the clocks go forward has 23 hours.
    expect(texts({ ...second })).toEqual(['2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T04:00Z']);
    expect(second.from).toEqual(first.to);
  });

  it('are never before their period is over, also where clocks skip midnight', () => {
    // Beirut, 29 March 2026: after 23:59:59 comes 01:00 (22:00Z).
    const { to, runAt } = runOf(rhythm('daily', 'Asia/Beirut', 0), new Date('2026-03-28T12:00:00Z'));
    expect([to, runAt].map(String)).toEqual(Array(2).fill(String(new Date('2026-03-28T22:00:00Z'))));
  });

  it('can be asked for now: the newest period that is over', () => {
    expect(texts({ ...lastPeriod(rhythm('monthly'), new Date('2026-03-01T00:00:00Z')) }).slice(0, 2)).toEqual(
      [...['2026-02-01T00:00Z', '2026-03-01T00:00Z']],
    );
  });
});

describe('the name of a scheduled period', () => {
  it.each([
    ['daily', 'Asia/Kolkata', '2026-03-18'],
    ['weekly', 'UTC', '2026-03-16_2026-03-22'],
    ['monthly', 'Europe/Berlin', '2026-03'],
  ] as const)('%s in %s', (cadence, zone, label) => {
    const run = runOf(rhythm(cadence, zone), new Date('2026-03-18T12:00:00Z'));
    expect(scheduledPeriod(rhythm(cadence, zone), run)).toMatchObject({ label, timeZone: zone });
  });
});
