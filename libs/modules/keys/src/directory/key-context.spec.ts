import { describe, expect, it } from '@jest/globals';
import { UNRESTRICTED, type VirtualKey } from '../domain/virtual-key.js';
import { keyContextOf } from './key-context.js';

const AT = new Date('2026-03-18T10:00:00Z');
const KEY: VirtualKey = {
  ...UNRESTRICTED,
  token: 'a',
  keyName: null,
  maxBudget: 5n,
  createdAt: AT,
  createdBy: null,
  updatedAt: AT,
  updatedBy: null,
};
const raiseOf = (metadata: VirtualKey['metadata']) => keyContextOf({ ...KEY, metadata }).scopes[0]?.raise;

describe('a budget that is raised for a time', () => {
  it.each([
    ['2026-03-20T00:00:00Z', Date.UTC(2026, 2, 20)],
    ['2026-03-20T00:00:00+09:00', Date.UTC(2026, 2, 19, 15)],
    // Without a zone it is UTC, wherever the server stands.
    ['2026-03-20T06:30:00', Date.UTC(2026, 2, 20, 6, 30)],
    ['2026-03-20 06:30', Date.UTC(2026, 2, 20, 6, 30)],
    ['2026-03-20', Date.UTC(2026, 2, 20)],
  ])('ends at %s', (expiry, until) => {
    expect(raiseOf({ temp_budget_increase: 0.5, temp_budget_expiry: expiry })).toEqual({
      extra: 500_000_000_000n,
      until,
    });
  });

  it.each([
    [{}],
    [{ temp_budget_increase: 1 }],
    [{ temp_budget_increase: -1, temp_budget_expiry: '2026-03-20' }],
    [{ temp_budget_increase: '1', temp_budget_expiry: '2026-03-20' }],
    [{ temp_budget_increase: 1, temp_budget_expiry: 'tomorrow' }],
  ])('is none in %j', (metadata) => {
    expect(raiseOf(metadata)).toBeUndefined();
  });
});
