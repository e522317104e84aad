import { describe, expect, it } from '@jest/globals';
import { type JsonObject } from '@tollgate/core';
import { type ChangingFields, keyChangesOf } from './key-changes.js';
import { UNRESTRICTED } from './virtual-key.js';

const NOW = new Date('2026-01-31T12:00:00.000Z');

function changes(fields: ChangingFields, metadata: JsonObject = {}) {
  const result = keyChangesOf(fields, { ...UNRESTRICTED, metadata }, NOW);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('keyChangesOf', () => {
  it('holds nothing that the request does not', () => {
    expect(changes({})).toEqual({});
    expect(changes({ rpm_limit: 5 })).toEqual({ rpmLimit: 5 });
  });

  it('clears by null', () => {
    expect(changes({ max_budget: null, rpm_limit: null, key_alias: null, duration: null })).toEqual({
      maxBudget: null,
      rpmLimit: null,
      keyAlias: null,
      expires: null,
    });
  });

  it('reads dollars exactly', () => {
    expect(changes({ max_budget: 0.1, spend: 1e-7 })).toEqual({
      maxBudget: 100_000_000_000n,
      spend: 100_000n,
      softBudgetCooldown: false,
      spendSince: NOW,
    });
  });

  it.each([
    // NOW is a Saturday.
    ['12h', 'UTC', '2026-02-01T00:00:00.000Z'],
    ['1d', 'Asia/Tokyo', '2026-01-31T15:00:00.000Z'],
    ['7d', 'UTC', '2026-02-02T00:00:00.000Z'],
    ['30d', 'UTC', '2026-03-02T00:00:00.000Z'],
    ['1mo', 'America/New_York', '2026-02-01T05:00:00.000Z'],
  ])('says when a budget of %s in %s is reset first', (budget_duration, timeZone, resetAt) => {
    const result = keyChangesOf({ budget_duration }, UNRESTRICTED, NOW, { timeZone, weekStartsOn: 1 });
    expect(result).toEqual({
      ok: true,
      value: { budgetDuration: budget_duration, budgetResetAt: new Date(resetAt) },
    });
  });

  it('clears the reset together with the duration', () => {
    expect(changes({ budget_duration: null })).toEqual({ budgetDuration: null, budgetResetAt: null });
  });

  it.each([
    ['30s', '2026-01-31T12:00:30.000Z'],
    ['2w', '2026-02-14T12:00:00.000Z'],
    ['1mo', '2026-02-28T12:00:00.000Z'],
  ])('counts %s from now', (duration, expires) => {
    expect(changes({ duration }).expires).toEqual(new Date(expires));
  });

  it('lets "-1" mean never', () => {
    expect(changes({ duration: '-1' })).toEqual({ expires: null });
  });

  it.each(['1fortnight', '0d', '-5m', '30', '999999999w', '1201mo'])(
    'refuses the duration %s by name',
    (duration) => {
      const result = keyChangesOf({ duration }, UNRESTRICTED, NOW);
      expect(result).toMatchObject({ ok: false, failure: { class: 'BadRequestError', param: 'duration' } });
    },
  );

  it('keeps tags and their like inside metadata, next to what is there', () => {
    expect(changes({ tags: ['ci'], model_rpm_limit: { m: 3 } }, { owner: 'ops', tags: ['old'] })).toEqual({
      metadata: { owner: 'ops', tags: ['ci'], model_rpm_limit: { m: 3 } },
    });
  });

  it('replaces metadata as a whole, then adds the fields that live in it', () => {
    expect(changes({ metadata: { a: 1 }, tags: ['ci'] }, { owner: 'ops' })).toEqual({
      metadata: { a: 1, tags: ['ci'] },
    });
  });

  it('takes a field out of metadata by null', () => {
    expect(changes({ tags: null }, { owner: 'ops', tags: ['old'] })).toEqual({ metadata: { owner: 'ops' } });
  });

  it('refuses metadata that grew too large by merging', () => {
    const result = keyChangesOf(
      { tags: ['x'] },
      { ...UNRESTRICTED, metadata: { big: 'x'.repeat(16_384) } },
      NOW,
    );
    expect(result).toMatchObject({ ok: false, failure: { param: 'metadata' } });
  });
});
