import { describe, expect, it } from '@jest/globals';
import { DeploymentStats } from '../stats/deployment-stats.js';
import { deployment, table } from '../testing/tables.js';
import { countFailure, countSuccess } from './cooldown.js';
import { type AttemptFault } from './fault.js';

const fault = (over: Partial<AttemptFault> = {}): AttemptFault => ({
  class: 'InternalServerError',
  status: 500,
  retryAfterMs: null,
  accountFault: false,
  ...over,
});
const rateLimited = (retryAfterMs: number | null) =>
  fault({ class: 'RateLimitError', status: 429, retryAfterMs });

const ONE = deployment('d');

/** What is known of a deployment, and how it fails and succeeds. */
class Known {
  readonly record = new DeploymentStats().recordOf('d');

  constructor(
    readonly groupSize: number,
    readonly rules: Parameters<typeof table>[1] = {},
    readonly own: Parameters<typeof deployment>[1] = {},
  ) {}

  fails(one: AttemptFault, now = 1_000): this {
    const routes = table([], this.rules);
    countFailure({ ...ONE, ...this.own }, this.record, one, this.groupSize, routes, now);
    return this;
  }

  remainingMs(now = 1_000): number {
    return Math.max(0, this.record.coolingUntil - now);
  }
}

function cooled(
  faults: readonly AttemptFault[],
  groupSize: number,
  rules: Parameters<typeof table>[1] = {},
  own: Parameters<typeof deployment>[1] = {},
): number {
  const known = new Known(groupSize, rules, own);
  for (const one of faults) known.fails(one);
  return known.remainingMs();
}

describe('cooldowns', () => {
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
    const known = new Known(2).fails(fault());
    for (let i = 0; i < 10; i += 1) countSuccess(known.record, 1_000);
    for (let i = 0; i < 9; i += 1) known.fails(fault());
    expect(known.remainingMs()).toBe(0);
    expect(known.fails(fault()).remainingMs()).toBe(5_000);
  });

  it('count to allowed_fails where it is set', () => {
    expect(cooled([fault(), fault()], 1, { allowedFails: 2 })).toBe(0);
    expect(cooled([fault(), fault(), fault()], 1, { allowedFails: 2 })).toBe(5_000);
  });

  it('count by kind of error where a policy says so, and never what it does not count', () => {
    const rules = { allowedFailsPolicy: { rateLimit: 2, authentication: 1 } };
    expect(cooled([rateLimited(null), rateLimited(null)], 2, rules)).toBe(0);
    expect(cooled([rateLimited(null), rateLimited(null), rateLimited(null)], 1, rules)).toBe(5_000);
    const refused = fault({ class: 'AuthenticationError', status: 401 });
    expect(cooled([refused], 2, rules)).toBe(0);
    expect(cooled([refused, refused], 2, rules)).toBe(5_000);
    const prompt = fault({ class: 'BadRequestError', status: 400 });
    expect(cooled([prompt, prompt, prompt], 2, { allowedFailsPolicy: { badRequest: 0 } })).toBe(0);
  });

  it('hold as a deployment says, before the table', () => {
    const five = Array.from({ length: 5 }, () => fault());
    expect(cooled(five, 2, {}, { cooldownMs: 60_000 })).toBe(60_000);
    expect(cooled(five, 2, {}, { cooldownMs: 0 })).toBe(0);
    expect(cooled([fault()], 1, {}, { allowedFails: 0 })).toBe(5_000);
    expect(cooled(five, 2, {}, { allowedFailsPolicy: { internalServer: 9 } })).toBe(0);
  });

  it('do not happen where they are switched off, nor for longer than a day', () => {
    expect(cooled([rateLimited(9_000)], 2, { cooldownMs: 0 })).toBe(0);
    expect(cooled([rateLimited(999_999_999_999)], 2)).toBe(86_400_000);
  });

  it('do not take a wildcard out because one of its models does not exist', () => {
    const { target } = deployment('d', { model: 'openai/*' });
    expect(cooled([fault({ class: 'NotFoundError', status: 404 })], 1, {}, { target })).toBe(0);
  });

  it('end by themselves, and are extended by a longer one', () => {
    const known = new Known(2).fails(rateLimited(2_000), 0).fails(rateLimited(9_000), 1_000);
    known.fails(rateLimited(1_000), 1_500);
    expect(known.record.isCooling(9_999)).toBe(true);
    expect(known.record.isCooling(10_000)).toBe(false);
  });
});
