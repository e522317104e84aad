import { describe, expect, it } from '@jest/globals';
import { modelRatesOf } from './model-rate.js';
import {
  faultOfBudgetLimits,
  faultOfModelBudgets,
  modelBudgetsOf,
  windowBudgetsOf,
} from './window-budget.js';

const HALF = 500_000_000_000n;

describe('budgets of models', () => {
  it.each([
    ['the names of the docs', { budget_limit: 0.5, time_period: '1d' }, { period: '1d', maxBudget: HALF }],
    ['the names of keys', { max_budget: 0.5, budget_duration: '1mo' }, { period: '1mo', maxBudget: HALF }],
    ['no duration', { budget_limit: 0.5 }, { period: null, maxBudget: HALF }],
    ['a number', 0.5, { period: null, maxBudget: HALF }],
  ])('are read with %s', (_, entry, budget) => {
    expect(modelBudgetsOf({ 'gpt-4o': entry })).toEqual([{ model: 'gpt-4o', ...budget }]);
    expect(faultOfModelBudgets({ 'gpt-4o': entry })).toBeNull();
  });

  it.each([
    ['a text', 'lots'],
    ['a negative amount', { budget_limit: -1, time_period: '1d' }],
    ['no amount', { time_period: '1d' }],
    ['a duration nobody can read', { budget_limit: 1, time_period: '1fortnight' }],
    ['null', null],
  ])('that are %s limit nothing, and are refused from a request', (_, entry) => {
    expect(modelBudgetsOf({ m: entry })).toEqual([]);
    expect(faultOfModelBudgets({ m: entry })).toContain('model_max_budget.m');
  });
});

describe('budgets of windows', () => {
  it('are read in their order', () => {
    const limits = [
      { budget_duration: '1d', max_budget: 0.5 },
      { budget_duration: '1mo', max_budget: 10, reset_at: '2026-01-01T00:00:00Z' },
    ];
    expect(windowBudgetsOf(limits)).toEqual([
      { model: null, period: '1d', maxBudget: HALF },
      { model: null, period: '1mo', maxBudget: 10_000_000_000_000n },
    ]);
    expect(faultOfBudgetLimits(limits)).toBeNull();
  });

  it.each([
    ['without a duration', [{ max_budget: 1 }], 'budget_limits.0'],
    ['without money', [{ budget_duration: '1d' }], 'budget_limits.0'],
    ['of absurd lengths', [{ budget_duration: '99999d', max_budget: 1 }], 'budget_limits.0'],
    [
      'with one length twice',
      [
        { budget_duration: '1d', max_budget: 1 },
        { budget_duration: '1d', max_budget: 2 },
      ],
      'one entry for 1d',
    ],
    ['that are no objects', [7], 'budget_limits.0'],
  ])('%s are refused', (_, limits, told) => {
    expect(faultOfBudgetLimits(limits)).toContain(told);
  });
});

describe('rates of models', () => {
  it('come from the metadata, and where it has none from the budget of the model', () => {
    const metadata = { model_rpm_limit: { a: 5, bad: 'x' }, model_tpm_limit: { a: 100 } };
    const budgets = { a: { budget_limit: 1, rpm_limit: 7 }, b: { budget_limit: 1, tpm_limit: 9 } };
    expect(modelRatesOf(metadata, budgets)).toEqual([
      { model: 'a', requestsPerMinute: 5, tokensPerMinute: 100 },
      { model: 'b', requestsPerMinute: null, tokensPerMinute: 9 },
    ]);
  });
});
