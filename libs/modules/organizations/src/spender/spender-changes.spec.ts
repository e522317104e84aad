import { describe, expect, it } from '@jest/globals';
import { UTC_CALENDAR } from '@tollgate/core';
import { UNRESTRICTED_SPENDER } from './spender.js';
import { spenderChangesOf } from './spender-changes.js';

const CLOCK = {
  now: new Date('2026-03-18T10:00:00Z'),
  calendar: { ...UTC_CALENDAR, timeZone: 'Asia/Tokyo' },
};

const changed = (...[fields, metadata = {}]: [Parameters<typeof spenderChangesOf>[0], object?]) => {
  const result = spenderChangesOf(fields, { ...UNRESTRICTED_SPENDER, metadata: { ...metadata } }, CLOCK);
  return result.ok ? result.value : result.failure;
};

describe('what a request changes on a spender', () => {
  it('is nothing but what it holds', () => {
    expect(changed({})).toEqual({});
    expect(changed({ rpm_limit: 5 })).toEqual({ rpmLimit: 5 });
  });

  it('counts dollars exactly, in integers', () => {
    expect(changed({ max_budget: 0.1, soft_budget: 1e-12 })).toEqual({
      maxBudget: 100_000_000_000n,
      softBudget: 1n,
    });
  });

  it('begins the first window of a budget on the calendar, and ends windows with the duration', () => {
    expect(changed({ budget_duration: '1mo' })).toEqual({
      budgetDuration: '1mo',
      budgetResetAt: new Date('2026-04-01T00:00:00+09:00'),
    });
    expect(changed({ budget_duration: null })).toEqual({ budgetDuration: null, budgetResetAt: null });
    expect(changed({ budget_duration: '4000d' })).toMatchObject({ param: 'budget_duration' });
  });

  it('clears with null; a list or a map becomes empty', () => {
    expect(
      changed({ max_budget: null, models: null, model_max_budget: null, object_permission: null }),
    ).toEqual({
      maxBudget: null,
      models: [],
      modelMaxBudget: {},
      objectPermission: null,
    });
  });

  it('keeps tags and the like inside the metadata that is there', () => {
    expect(changed({ tags: ['a'], prompts: null }, { own: 1, prompts: ['x'] })).toEqual({
      metadata: { own: 1, tags: ['a'] },
    });
  });

  it('replaces metadata as a whole when the request has some', () => {
    expect(changed({ metadata: { new: 1 }, tags: ['a'] }, { own: 1 })).toEqual({
      metadata: { new: 1, tags: ['a'] },
    });
  });

  it.each([
    ['soft_budget', { max_budget: 1, soft_budget: 1 }],
    ['metadata', { metadata: { text: 'ä'.repeat(9_000) } }],
  ])('refuses a %s that cannot be', (param, fields) => {
    expect(changed(fields)).toMatchObject({ class: 'BadRequestError', param });
  });
});
