import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RollupNudge } from './rollup-nudge.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('the nudge', () => {
  it('is sent at once, then at most once an interval, and always after the last call', async () => {
    const send = jest.fn(() => Promise.resolve());
    const nudge = new RollupNudge(send, () => undefined, 1_000);
    nudge.nudge();
    expect(send).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1);
    for (let call = 0; call < 50; call += 1) nudge.nudge();
    expect(send).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(send).toHaveBeenCalledTimes(2);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('reports a failure and is sent again for the next call', async () => {
    const errors: unknown[] = [];
    const send = jest.fn(() => Promise.reject(new Error('queue away')));
    const nudge = new RollupNudge(send, (error) => errors.push(error), 1_000);
    nudge.nudge();
    await jest.advanceTimersByTimeAsync(1_000);
    nudge.nudge();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(errors).toHaveLength(2);
  });

  it('never has two under way, however long one takes', async () => {
    const send = jest.fn(() => new Promise(() => undefined));
    const nudge = new RollupNudge(send, () => undefined, 1_000);
    nudge.nudge();
    await jest.advanceTimersByTimeAsync(60_000);
    nudge.nudge();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('sends nothing after it was stopped', async () => {
    const send = jest.fn(() => Promise.resolve());
    const nudge = new RollupNudge(send, () => undefined, 1_000);
    nudge.nudge();
    await jest.advanceTimersByTimeAsync(1);
    nudge.nudge();
    nudge.stop();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(send).toHaveBeenCalledTimes(1);
  });
});
