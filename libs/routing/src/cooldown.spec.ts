import { describe, expect, it } from '@jest/globals';
import { Cooldowns } from './cooldown.js';
import { type AttemptFault } from './fault.js';
import { table } from './testing/tables.js';

const fault = (over: Partial<AttemptFault> = {}): AttemptFault => ({
  class: 'InternalServerError',
  status: 500,
  retryAfterMs: null,
  accountFault: false,
  ...over,
});
const rateLimited = (retryAfterMs: number | null) =>
  fault({ class: 'RateLimitError', status: 429, retryAfterMs });

function cooled(
  faults: readonly AttemptFault[],
  groupSize: number,
  over: Parameters<typeof table>[1] = {},
): number {
  const cooldowns = new Cooldowns();
  for (const one of faults) cooldowns.failed('d', one, groupSize, table([], over), 1_000);
  return cooldowns.remainingMs('d', 1_000);
}

describe('Cooldowns', () => {
  it.each<[string, AttemptFault]>([
    ['a prompt that is refused', fault({ class: 'BadRequestError', status: 400 })],
    ['a prompt that is too long', fault({ class: 'ContextWindowExceededError', status: 400 })],
    ['a prompt that is unwelcome', fault({ class: 'ContentPolicyViolationError', status: 400 })],
    ['a client that left', fault({ class: 'ClientClosedRequest', status: null })],
  ])('do not take a deployment out for %s', (_, one) => {
    expect(
      cooled(
        Array.from({ length: 50 }, () => one),
        2,
        { allowedFails: 0 },
      ),
    ).toBe(0);
  });

  it.each<[string, AttemptFault]>([
    ['a refused key', fault({ class: 'AuthenticationError', status: 401 })],
    ['a missing model', fault({ class: 'NotFoundError', status: 404 })],
    ['an empty account', fault({ class: 'BadRequestError', status: 400, accountFault: true })],
  ])('take even a lone deployment out at once for %s', (_, one) => {
    expect(cooled([one], 1)).toBe(5_000);
  });

  it('take one of several out at its first rate limit, for as long as the upstream says', () => {
    expect(cooled([rateLimited(null)], 2)).toBe(5_000);
    expect(cooled([rateLimited(34_000)], 2)).toBe(34_000);
  });

  it('leave a lone deployment in at a rate limit that names no time, and never lock it longer than it names', () => {
    expect(cooled([rateLimited(null)], 1)).toBe(0);
    expect(cooled([rateLimited(2_000)], 1)).toBe(2_000);
  });

  it('take one of several out when most of five and more attempts failed', () => {
    expect(
      cooled(
        Array.from({ length: 4 }, () => fault()),
        2,
      ),
    ).toBe(0);
    expect(
      cooled(
        Array.from({ length: 5 }, () => fault()),
        2,
      ),
    ).toBe(5_000);
  });

  it('weigh failures against successes', () => {
    const cooldowns = new Cooldowns();
    const fail = () => cooldowns.failed('d', fault(), 2, table([]), 1_000);
    fail();
    for (let i = 0; i < 10; i += 1) cooldowns.succeeded('d', 1_000);
    for (let i = 0; i < 9; i += 1) fail();
    expect(cooldowns.isCooling('d', 1_000)).toBe(false);
    fail();
    expect(cooldowns.isCooling('d', 1_000)).toBe(true);
  });

  it('count to allowed_fails where it is set', () => {
    expect(cooled([fault(), fault()], 1, { allowedFails: 2 })).toBe(0);
    expect(cooled([fault(), fault(), fault()], 1, { allowedFails: 2 })).toBe(5_000);
  });

  it('end by themselves, and are extended by a longer one', () => {
    const cooldowns = new Cooldowns();
    cooldowns.failed('d', rateLimited(2_000), 2, table([]), 0);
    cooldowns.failed('d', rateLimited(9_000), 2, table([]), 1_000);
    cooldowns.failed('d', rateLimited(1_000), 2, table([]), 1_500);
    expect(cooldowns.isCooling('d', 9_999)).toBe(true);
    expect(cooldowns.isCooling('d', 10_000)).toBe(false);
  });

  it('forget what is no longer configured', () => {
    const cooldowns = new Cooldowns();
    cooldowns.failed('d', rateLimited(60_000), 2, table([]), 0);
    cooldowns.keepOnly(new Set(['other']));
    expect(cooldowns.isCooling('d', 1)).toBe(false);
  });
});
