import { describe, expect, it } from '@jest/globals';
import { deployment, table } from '../testing/tables.js';
import { DeploymentStats } from './deployment-stats.js';

describe('DeploymentStats', () => {
  it('keep what is known of a deployment when the table changes around it, and forget the others', () => {
    const stats = new DeploymentStats();
    stats.adopt(table([deployment('m', { id: 'stays' }), deployment('m', { id: 'goes' })]));
    const [stays, goes] = [stats.recordOf('stays'), stats.recordOf('goes')];
    stays.claim(0);
    goes.claim(0);
    stats.adopt(table([deployment('m', { id: 'stays', weight: 2 })]));
    expect(stats.recordOf('stays')).toBe(stays);
    expect(stats.recordOf('goes')).not.toBe(goes);
    // A call that was on its way there ends without a trace.
    goes.release(10, true, 0);
    expect(stats.recordOf('goes').inFlight).toBe(0);
  });

  it('give a deployment of a new table its new settings with its old record', () => {
    const stats = new DeploymentStats();
    const before = [deployment('m', { order: 1 })];
    const after = [deployment('m', { order: 2 })];
    const [old] = stats.candidatesOf(before);
    const [fresh] = stats.candidatesOf(after);
    expect(fresh).toMatchObject({ order: 2, deployment: after[0] });
    expect(fresh?.record).toBe(old?.record);
    expect(stats.candidatesOf(after)).toBe(stats.candidatesOf(after));
  });

  it('do not count an attempt that was never sent towards the minute', () => {
    const record = new DeploymentStats().recordOf('m');
    record.claim(59_000);
    record.claim(59_000);
    record.release(0, false, 59_500);
    expect(record.usage.requests(59_999)).toBe(1);
    record.release(40, true, 60_000);
    expect([record.usage.requests(60_000), record.usage.tokens(60_000), record.inFlight]).toEqual([0, 40, 0]);
  });
});
