import { describe, expect, it } from '@jest/globals';
import { parseBudgetPeriod, UTC_CALENDAR } from '@tollgate/core';
import { type SpendBudget, SpendMeter } from './spend-meter.js';

const DOLLAR = 1_000_000_000_000n;
const HOUR = 3_600_000;
/** A Wednesday. */
const NOON = Date.UTC(2026, 0, 14, 12);
const MIDNIGHT = Date.UTC(2026, 0, 14);

function budget(duration: string | null, limit = DOLLAR): SpendBudget {
  const period = duration === null ? null : parseBudgetPeriod(duration);
  return { kind: 'provider', id: 'openai', limit, duration, period, calendar: UTC_CALENDAR };
}

describe('a budget of deployments', () => {
  it('is used up at exactly its amount, and full again when its window is over', () => {
    const meter = new SpendMeter(budget('1d'));
    meter.charge(DOLLAR - 1n, NOON);
    expect(meter.isSpent(NOON)).toBe(false);
    meter.charge(1n, NOON);
    expect(meter.isSpent(NOON)).toBe(true);
    expect(meter.untilNewMs(NOON)).toBe(12 * HOUR);
    expect(meter.isSpent(NOON + 12 * HOUR - 1)).toBe(true);
    expect(meter.isSpent(NOON + 12 * HOUR)).toBe(false);
  });

  it('counts what calls on their way may cost', () => {
    const meter = new SpendMeter(budget('1d'));
    meter.hold(DOLLAR);
    expect(meter.isSpent(NOON)).toBe(true);
    meter.release(DOLLAR);
    meter.charge(DOLLAR / 2n, NOON);
    expect([meter.isSpent(NOON), meter.spent(NOON)]).toEqual([false, DOLLAR / 2n]);
  });

  it('that never begins anew stays used up', () => {
    const meter = new SpendMeter(budget(null));
    meter.charge(DOLLAR, NOON);
    expect(meter.isSpent(NOON + 10_000 * HOUR)).toBe(true);
    expect(meter.untilNewMs(NOON)).toBe(Infinity);
  });

  it('adds what is stored for all processes to what this one has settled since', () => {
    const meter = new SpendMeter(budget('1d'));
    meter.charge(10n, NOON);
    expect(meter.isLoaded).toBe(false);
    meter.confirm(MIDNIGHT, 500n, 0n, NOON);
    expect([meter.isLoaded, meter.spent(NOON), meter.unstored]).toEqual([true, 510n, 10n]);
    meter.charge(1n, NOON);
    // Ten of its own are part of the stored figure now, beside three of another process.
    meter.confirm(MIDNIGHT, 513n, 10n, NOON);
    expect([meter.spent(NOON), meter.unstored]).toEqual([514n, 1n]);
  });

  it('goes on with the windows of the stored one, where those have no place in the calendar', () => {
    const meter = new SpendMeter(budget('3d'));
    meter.charge(10n, NOON);
    const since = MIDNIGHT - 48 * HOUR;
    expect(meter.windowStart(since, NOON)).toBe(since);
    meter.confirm(since, 500n, 0n, NOON);
    expect([meter.since(NOON), meter.spent(NOON), meter.untilNewMs(NOON)]).toEqual([since, 510n, 12 * HOUR]);
  });

  it('forgets what another process has left behind in a window that is over', () => {
    const meter = new SpendMeter(budget('1d'));
    meter.confirm(MIDNIGHT - 24 * HOUR, DOLLAR, 0n, NOON);
    expect(meter.spent(NOON)).toBe(0n);
  });

  it('takes over another limit, but not another length', () => {
    const meter = new SpendMeter(budget('1d'));
    meter.charge(DOLLAR, NOON);
    expect(meter.configure(budget('1d', 2n * DOLLAR))).toBe(true);
    expect(meter.isSpent(NOON)).toBe(false);
    expect(meter.configure(budget('1h'))).toBe(false);
  });
});
