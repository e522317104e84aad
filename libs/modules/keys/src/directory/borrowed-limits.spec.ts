import { describe, expect, it } from '@jest/globals';
import { type Budget } from '@tollgate/budgets';
import { UNRESTRICTED, type VirtualKey } from '../domain/virtual-key.js';
import { withBorrowedLimits } from './borrowed-limits.js';

const AT = new Date('2026-03-18T10:00:00Z');
const MIDNIGHT = new Date('2026-03-19T00:00:00Z');
const BY = { createdAt: AT, createdBy: null, updatedAt: AT, updatedBy: null };
const KEY: VirtualKey = { ...UNRESTRICTED, ...BY, token: 'a', keyName: null, budgetId: 'b' };
const BUDGET: Budget = {
  ...BY,
  budgetId: 'b',
  maxBudget: 100n,
  softBudget: null,
  maxParallelRequests: 4,
  tpmLimit: 1_000,
  rpmLimit: 10,
  modelMaxBudget: null,
  budgetDuration: '1d',
  budgetTimezone: null,
  budgetWeekStart: null,
  budgetResetAt: MIDNIGHT,
  spendSince: null,
};

describe('withBorrowedLimits', () => {
  it('lends every limit that a key has none of, and the window with them', () => {
    expect(withBorrowedLimits(KEY, BUDGET)).toMatchObject({
      maxBudget: 100n,
      maxParallelRequests: 4,
      tpmLimit: 1_000,
      rpmLimit: 10,
      budgetTimezone: null,
      budgetWeekStart: null,
      budgetDuration: '1d',
      budgetResetAt: MIDNIGHT,
    });
  });

  it('leaves a key what is its own, a limit of zero and a window among it', () => {
    const own = { ...KEY, maxBudget: 0n, rpmLimit: 99, budgetDuration: '1mo', budgetResetAt: AT };
    expect(withBorrowedLimits(own, BUDGET)).toMatchObject({
      maxBudget: 0n,
      rpmLimit: 99,
      tpmLimit: 1_000,
      budgetDuration: '1mo',
      budgetResetAt: AT,
    });
  });

  it('lends nothing of a budget that is gone', () => {
    expect(withBorrowedLimits(KEY, null)).toBe(KEY);
  });
});
