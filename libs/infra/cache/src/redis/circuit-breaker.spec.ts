import { beforeEach, describe, expect, it } from '@jest/globals';
import { CircuitBreaker, CircuitOpenError } from './circuit-breaker.js';

let now: number;
let calls: number;
let breaker: CircuitBreaker;
beforeEach(() => {
  now = 1_000;
  calls = 0;
  breaker = new CircuitBreaker({
    failures: 3,
    pauseMs: 500,
    isFailure: (error) => error instanceof Error && error.message === 'away',
    now: () => now,
  });
});

const call = (outcome: 'ok' | 'away' | 'wrong type') =>
  breaker
    .run(async () => {
      calls += 1;
      if (outcome !== 'ok') throw new Error(outcome);
    })
    .then(
      () => 'ok',
      (error: Error) => (error instanceof CircuitOpenError ? 'refused' : error.message),
    );

describe('CircuitBreaker', () => {
  it('tries every call until three in a row have failed', async () => {
    for (const outcome of ['away', 'away', 'ok', 'away', 'away'] as const)
      expect(await call(outcome)).toBe(outcome);
    expect(breaker.isOpen).toBe(false);
    expect(await call('away')).toBe('away');
    expect(breaker.isOpen).toBe(true);
  });

  it('refuses without trying until the pause is over', async () => {
    for (let count = 0; count < 3; count++) await call('away');
    now += 499;
    expect(await call('ok')).toBe('refused');
    expect(calls).toBe(3);
    now += 1;
    expect(await call('ok')).toBe('ok');
    expect(await call('ok')).toBe('ok');
  });

  it('pauses again when the trial fails', async () => {
    for (let count = 0; count < 3; count++) await call('away');
    now += 500;
    expect(await call('away')).toBe('away');
    expect(await call('ok')).toBe('refused');
  });

  it('lets one call try while the others are still refused', async () => {
    for (let count = 0; count < 3; count++) await call('away');
    now += 500;
    expect(await Promise.all([call('ok'), call('ok'), call('ok')])).toEqual(['ok', 'refused', 'refused']);
  });

  it('does not count what the service answers', async () => {
    for (let count = 0; count < 5; count++) expect(await call('wrong type')).toBe('wrong type');
    expect(breaker.isOpen).toBe(false);
  });
});
