import { describe, expect, it } from '@jest/globals';
import { SignInLimiter } from './sign-in-limiter.js';

const MINUTE = 60_000;

function afterFailures(count: number, address = 'a'): SignInLimiter {
  const limiter = new SignInLimiter();
  for (let failure = 0; failure < count; failure += 1) limiter.failed(address, 0);
  return limiter;
}

describe('SignInLimiter', () => {
  it('lets an address try again until its tenth failure within 15 minutes', () => {
    expect(afterFailures(9).waitSeconds('a', 0)).toBeNull();
    expect(afterFailures(10).waitSeconds('a', 0)).toBe(900);
    expect(afterFailures(10).waitSeconds('a', 14 * MINUTE)).toBe(60);
    expect(afterFailures(10).waitSeconds('a', 15 * MINUTE)).toBeNull();
  });

  it('does not hold one address responsible for another', () => {
    expect(afterFailures(10).waitSeconds('b', 0)).toBeNull();
  });

  it('forgets the failures of an address that signed in', () => {
    const limiter = afterFailures(9);
    limiter.succeeded('a');
    limiter.failed('a', 0);
    expect(limiter.waitSeconds('a', 0)).toBeNull();
  });

  it('slows everybody down when guesses come from many addresses', () => {
    const limiter = new SignInLimiter();
    for (let guess = 0; guess < 300; guess += 1) limiter.failed(`address ${guess}`, 0);
    expect(limiter.waitSeconds('fresh', 0)).toBe(900);
  });
});
