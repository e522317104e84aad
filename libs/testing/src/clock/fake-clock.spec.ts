import { describe, expect, it } from '@jest/globals';
import { FakeClock } from './fake-clock.js';

describe('the fake clock', () => {
  it('runs timers in order, each at its own time, those set by others included', async () => {
    const clock = new FakeClock('2026-01-01T00:00:00Z');
    const start = Date.UTC(2026, 0, 1);
    const seen: [string, number][] = [];
    clock.after(20, () => seen.push(['b', clock.now() - start]));
    clock.after(10, () => {
      seen.push(['a', clock.now() - start]);
      clock.after(5, () => seen.push(['nested', clock.now() - start]));
    });
    const cancel = clock.after(12, () => seen.push(['cancelled', 0]));
    cancel();
    clock.after(31, () => seen.push(['too late', 0]));
    await clock.advance(30);
    expect(seen).toEqual([
      ['a', 10],
      ['nested', 15],
      ['b', 20],
    ]);
    expect(clock.now() - start).toBe(30);
  });
});
