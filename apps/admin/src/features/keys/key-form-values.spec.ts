import { describe, expect, it } from '@jest/globals';
import { sampleKey } from '../../testing/samples.js';
import {
  EMPTY_KEY,
  keyFormRules,
  toFormValues,
  toGenerateRequest,
  toUpdateRequest,
} from './key-form-values.js';

describe('the body of /key/generate', () => {
  it('is empty when nothing was filled in', () => {
    expect(toGenerateRequest(EMPTY_KEY)).toEqual({});
  });

  it('keeps a limit of zero, which is not the same as none', () => {
    expect(toGenerateRequest({ ...EMPTY_KEY, max_budget: 0, rpm_limit: '0' })).toEqual({
      max_budget: 0,
      rpm_limit: 0,
    });
  });
});

describe('the body of /key/update', () => {
  const key = sampleKey({
    max_budget: 10,
    rpm_limit: 60,
    metadata: { tags: ['prod'], project: 'search' },
  });

  it('has nothing but the key when nothing was changed', () => {
    expect(toUpdateRequest(key, toFormValues(key))).toEqual({ key: key.token });
  });

  it('clears a limit that was emptied with null', () => {
    const values = { ...toFormValues(key), max_budget: '', rpm_limit: 120 };
    expect(toUpdateRequest(key, values)).toEqual({ key: key.token, max_budget: null, rpm_limit: 120 });
  });

  it('sends tags with the metadata that holds them, so neither is lost', () => {
    expect(toUpdateRequest(key, { ...toFormValues(key), tags: ['prod', 'eu'] })).toEqual({
      key: key.token,
      metadata: { project: 'search' },
      tags: ['prod', 'eu'],
    });
  });

  it('leaves the expiry alone, sets it, or takes it away', () => {
    const values = toFormValues(sampleKey({ expires: '2026-08-01T00:00:00Z' }));
    expect(toUpdateRequest(key, { ...toFormValues(key), duration: '' })).not.toHaveProperty('duration');
    expect(toUpdateRequest(key, { ...values, duration: '30d' })).toHaveProperty('duration', '30d');
    expect(toUpdateRequest(key, { ...values, duration: 'never' })).toHaveProperty('duration', null);
  });
});

describe('the rules of the form', () => {
  it.each([
    ['duration', '30d', null],
    ['duration', 'never', null],
    ['duration', '1 fortnight', 'Expected a number and one of s, m, h, d, w, mo, such as "30d"'],
    ['metadata', '[1]', 'Expected a JSON object, such as {"project": "search"}'],
    ['metadata', '{"a": 1}', null],
    ['metadata', `{"a": "${'x'.repeat(16_400)}"}`, 'At most 16384 bytes'],
    ['key_alias', 'x'.repeat(256), 'At most 255 characters'],
  ] as const)('%s %j', (field, value, message) => {
    expect(keyFormRules[field](value)).toBe(message);
  });

  it('refuses a negative budget and a tag that is too long', () => {
    expect(keyFormRules.max_budget(-1)).toBe('A budget is an amount of USD, zero or more');
    expect(keyFormRules.tags(['x'.repeat(129)])).toBe('A tag has at most 128 characters');
  });
});
