import { describe, expect, it } from '@jest/globals';
import { fitsInto } from './project-changes.js';

const FREE = { maxBudget: null, tpmLimit: null, rpmLimit: null, models: [] as string[] };

describe('fitsInto', () => {
  it.each([
    [{}, {}],
    [{ maxBudget: 5n }, { maxBudget: 5n }],
    [{ maxBudget: 5n }, {}],
    [{}, { maxBudget: 5n, rpmLimit: 1, models: ['a'] }],
    [{ models: ['a'] }, { models: ['a', 'b'] }],
    [{ models: ['a'] }, { models: ['all-proxy-models'] }],
    [{ models: ['all-team-models'] }, { models: ['a'] }],
  ])('lets %j into %j', (inner, outer) => {
    expect(fitsInto({ ...FREE, ...inner }, { ...FREE, ...outer }, 'team').ok).toBe(true);
  });

  it.each([
    ['max_budget', { maxBudget: 6n }, { maxBudget: 5n }],
    ['tpm_limit', { tpmLimit: 6 }, { tpmLimit: 5 }],
    ['rpm_limit', { rpmLimit: 1 }, { rpmLimit: 0 }],
    ['models', { models: ['a', 'c'] }, { models: ['a', 'b'] }],
  ])('names %s when it does not fit: %j into %j', (param, inner, outer) => {
    expect(fitsInto({ ...FREE, ...inner }, { ...FREE, ...outer }, 'team')).toMatchObject({
      ok: false,
      failure: { class: 'BadRequestError', param, message: expect.stringContaining("the team's") },
    });
  });
});
