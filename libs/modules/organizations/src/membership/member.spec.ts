import { describe, expect, it } from '@jest/globals';
import { memberBudgetOf, UNRESTRICTED_MEMBER } from './member.js';

const member = { ...UNRESTRICTED_MEMBER, userId: 'u', createdAt: new Date(0), updatedAt: new Date(0) };

describe("a member's budget", () => {
  it('is null without limits of its own', () => {
    expect(memberBudgetOf('t', member)).toBeNull();
  });

  it('is there for a single limit, and for a list of models', () => {
    expect(memberBudgetOf('t', { ...member, maxBudget: 0n })).toMatchObject({
      budget_id: 't:u',
      max_budget: 0,
    });
    expect(memberBudgetOf('t', { ...member, allowedModels: ['m'] })).toMatchObject({ allowed_models: ['m'] });
  });
});
