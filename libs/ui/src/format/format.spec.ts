import { describe, expect, it } from '@jest/globals';
import { byteSize, change, compactCount, share } from './count.js';
import { shortId } from './identifier.js';
import { compactMoney, decimalMoney, exactMoney, money, perMillionTokens } from './money.js';
import { durationWords, milliseconds, relativeTime } from './time.js';

describe('the size of a file', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [1_234_567, '1.2 MB'],
    [5_000_000_000_000_000, '5,000 TB'],
  ])('shows %d as %s', (bytes, text) => {
    expect(byteSize(bytes)).toBe(text);
  });
});

describe('money', () => {
  it.each([
    [0, '$0.00'],
    [0.000_000_001_234, '$0.00000000123'],
    [0.000_032_5, '$0.0000325'],
    [0.009, '$0.009'],
    [0.009_999_9, '$0.01'],
    [0.01, '$0.01'],
    [0.054_321, '$0.0543'],
    [0.5, '$0.50'],
    [0.638_4, '$0.64'],
    [12.345, '$12.35'],
    [1_234_567.8, '$1,234,567.80'],
    [-3, '-$3.00'],
  ])('shows %d dollars as %s', (usd, text) => {
    expect(money(usd)).toBe(text);
  });

  it('says "unpriced" where the price is unknown, never zero', () => {
    expect([money(null), compactMoney(null), exactMoney(null), perMillionTokens(null)]).toEqual(
      Array(4).fill('unpriced'),
    );
  });

  it('keeps every digit the API sends for the hover', () => {
    expect(exactMoney(0.000_000_000_001)).toBe('$0.000000000001');
    expect(exactMoney(1.5)).toBe('$1.50');
  });

  it('keeps every digit of exact decimal text, however large', () => {
    expect(decimalMoney('12345678901234.000000000001')).toBe('$12,345,678,901,234.000000000001');
    expect(decimalMoney('0')).toBe('$0.00');
    expect(decimalMoney('-1234.5')).toBe('-$1,234.50');
  });

  it('quotes prices per million tokens', () => {
    expect(perMillionTokens(0.000_000_15)).toBe('$0.15');
    expect(perMillionTokens(0.000_003)).toBe('$3.00');
    expect(perMillionTokens(0)).toBe('$0.00');
  });

  it('shortens thousands on axes', () => {
    expect(compactMoney(12_400)).toBe('$12.4K');
    expect(compactMoney(999.5)).toBe('$999.50');
  });
});

describe('counts', () => {
  it('stays exact up to ten thousand', () => {
    expect(compactCount(9_999)).toBe('9,999');
    expect(compactCount(1_234_567)).toBe('1.2M');
  });

  it('has no share of nothing', () => {
    expect(share(0, 0)).toBe('–');
    expect(share(1, 8)).toBe('12.5%');
    expect(share(1, 100_000)).toBe('<0.1%');
  });

  it('has no change against nothing', () => {
    expect(change(5, 0)).toBeNull();
    expect(change(9, 8)).toBe('+12.5%');
    expect(change(6, 8)).toBe('−25%');
    expect(change(8, 8)).toBe('0%');
    expect(change(1_000, 1)).toBe('>+999%');
  });
});

describe('times', () => {
  const now = new Date('2026-07-10T12:00:00Z');

  it.each([
    ['2026-07-10T11:59:58Z', 'just now'],
    ['2026-07-10T11:55:00Z', '5 min. ago'],
    ['2026-07-10T09:00:00Z', '3 hr. ago'],
    ['2026-07-09T11:00:00Z', 'yesterday'],
    ['2026-07-13T12:00:00Z', 'in 3 days'],
    ['2026-08-09T11:59:59Z', 'in 30 days'],
    ['never', '–'],
  ])('%s is %s', (iso, text) => {
    expect(relativeTime(iso, now)).toBe(text);
  });

  it.each([
    [340, '340 ms'],
    [1_240, '1.24 s'],
    [59_999, '1 min 00 s'],
    [125_000, '2 min 05 s'],
  ])('%d ms is %s', (ms, text) => {
    expect(milliseconds(ms)).toBe(text);
  });

  it.each([
    ['30d', '30 days'],
    ['1mo', '1 month'],
    ['1w', '1 week'],
    ['soon', 'soon'],
  ])('the duration %s is %s', (duration, words) => {
    expect(durationWords(duration)).toBe(words);
  });
});

describe('ids', () => {
  it('shortens only what gets shorter', () => {
    expect(shortId('9b74c9897bac770ffc029102a200c5de')).toBe('9b74c989…c5de');
    expect(shortId('chatcmpl-1234')).toBe('chatcmpl-1234');
  });
});
