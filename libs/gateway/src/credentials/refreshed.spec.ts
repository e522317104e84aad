import { describe, expect, it } from '@jest/globals';
import { type Obtained, Refreshed } from './refreshed.js';

const HOUR = 3_600_000;

/** A clock that stands, and attempts that are answered by hand. */
function world() {
  const state = {
    now: 1_000_000,
    attempts: 0,
    next: (): Promise<Obtained<string>> => Promise.reject(new Error('no')),
  };
  const refreshed = new Refreshed(
    () => {
      state.attempts += 1;
      return state.next();
    },
    () => state.now,
  );
  const gives = (value: string, lifeMs: number | null) => {
    state.next = () => Promise.resolve({ value, expiresAtMs: lifeMs === null ? null : state.now + lifeMs });
  };
  return { state, refreshed, gives };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a value that is refreshed', () => {
  it('is obtained once for calls that come together, and is there at once afterwards', async () => {
    const { state, refreshed, gives } = world();
    gives('a', HOUR);
    expect(await Promise.all([refreshed.get(), refreshed.get()])).toEqual(['a', 'a']);
    expect(refreshed.get()).toBe('a');
    expect(state.attempts).toBe(1);
  });

  it('is renewed in the background ahead of its end, while the old one serves', async () => {
    const { state, refreshed, gives } = world();
    gives('a', HOUR);
    await refreshed.get();
    state.now += HOUR - 4 * 60_000;
    gives('b', HOUR);
    expect(refreshed.get()).toBe('a');
    await settled();
    expect(refreshed.get()).toBe('b');
    expect(state.attempts).toBe(2);
  });

  it('serves to its end when renewing fails, and is waited for when it is over', async () => {
    const { state, refreshed, gives } = world();
    gives('a', HOUR);
    await refreshed.get();
    state.next = () => Promise.reject(new Error('away'));
    state.now += HOUR - 4 * 60_000;
    expect(refreshed.get()).toBe('a');
    await settled();
    expect(refreshed.get()).toBe('a');
    state.now += 4 * 60_000;
    await expect(refreshed.get()).rejects.toThrow('away');
    gives('b', HOUR);
    state.now += 5_001;
    expect(await refreshed.get()).toBe('b');
  });

  it('does not ask again right after a failure', async () => {
    const { state, refreshed, gives } = world();
    await expect(refreshed.get()).rejects.toThrow('no');
    gives('a', null);
    state.now += 4_999;
    await expect(refreshed.get()).rejects.toThrow('no');
    expect(state.attempts).toBe(1);
    state.now += 2;
    expect(await refreshed.get()).toBe('a');
    state.now += 100 * HOUR;
    expect(refreshed.get()).toBe('a');
  });
});
