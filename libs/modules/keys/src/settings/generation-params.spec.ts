import { describe, expect, it } from '@jest/globals';
import { type GenerateKeyRequest } from '@tollgate/core';
import { withGenerationParams } from './generation-params.js';

const filled = (
  request: GenerateKeyRequest,
  settings: { defaults?: GenerateKeyRequest; upperBounds?: GenerateKeyRequest },
) => {
  const result = withGenerationParams(request, { defaults: {}, upperBounds: {}, ...settings });
  return result.ok ? result.value : result.failure.param;
};

describe('defaults of new keys', () => {
  it('fill what a request leaves empty, and nothing else', () => {
    const defaults = { max_budget: 5, models: ['m'], metadata: { from: 'config' }, duration: '30d' };
    expect(filled({}, { defaults })).toEqual(defaults);
    expect(filled({ models: [], metadata: {}, max_budget: null }, { defaults })).toEqual(defaults);
    const asked = { max_budget: 0, models: ['x'], metadata: { own: 1 }, duration: '1d' };
    expect(filled(asked, { defaults })).toEqual(asked);
  });
});

describe('upper bounds of new keys', () => {
  const upperBounds = { max_budget: 10, tpm_limit: 100, duration: '30d', budget_duration: '1mo' };

  it('are what a request gets that says nothing', () => {
    expect(filled({}, { upperBounds })).toEqual(upperBounds);
  });

  it('leave alone what is below them', () => {
    const asked = { max_budget: 10, tpm_limit: 99, duration: '12h', budget_duration: '1d' };
    expect(filled(asked, { upperBounds })).toEqual(asked);
  });

  it.each([
    ['max_budget', { max_budget: 10.01 }],
    ['tpm_limit', { tpm_limit: 101 }],
    ['duration', { duration: '31d' }],
    ['duration', { duration: '-1' }],
    ['budget_duration', { budget_duration: '2mo' }],
  ])('refuse a %s above them', (param, request) => {
    expect(filled(request, { upperBounds })).toBe(param);
  });

  it('also hold the defaults', () => {
    expect(filled({}, { defaults: { max_budget: 11 }, upperBounds })).toBe('max_budget');
  });
});
