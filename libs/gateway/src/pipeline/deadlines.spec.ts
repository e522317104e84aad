import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Deadlines, type Timed } from './deadlines.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

class Waiting implements Timed {
  place = -1;
  dueTick: number;
  expired = 0;

  constructor(ms: number) {
    this.dueTick = performance.now() + ms;
  }

  expire(): void {
    this.expired += 1;
  }
}

describe('deadlines', () => {
  it('are noticed once, and not before they are due', () => {
    const deadlines = new Deadlines();
    const [short, long] = [new Waiting(50), new Waiting(200)];
    deadlines.watch(short);
    deadlines.watch(long);
    jest.advanceTimersByTime(40);
    expect(short.expired).toBe(0);
    jest.advanceTimersByTime(40);
    expect([short.expired, long.expired]).toEqual([1, 0]);
    jest.advanceTimersByTime(500);
    expect([short.expired, long.expired]).toEqual([1, 1]);
  });

  it('may be put off, also when they are due', () => {
    const deadlines = new Deadlines();
    const waiting = new Waiting(50);
    waiting.expire = function (this: Waiting) {
      this.expired += 1;
      this.dueTick = performance.now() + 100;
    };
    deadlines.watch(waiting);
    waiting.dueTick += 50;
    jest.advanceTimersByTime(90);
    expect(waiting.expired).toBe(0);
    jest.advanceTimersByTime(150);
    expect(waiting.expired).toBe(2);
  });

  it('are forgotten, and no timer runs when there are none', () => {
    const deadlines = new Deadlines();
    const waiting = new Waiting(50);
    deadlines.watch(waiting);
    deadlines.forget(waiting);
    jest.advanceTimersByTime(500);
    expect(waiting.expired).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
