import { describe, expect, it } from '@jest/globals';
import { divideHalfEven, formatUsd, parseScaled, parseUsd, toUsdNumber } from './pico-usd.js';

describe('pico-USD', () => {
  it.each([
    ['1', 1_000_000_000_000n],
    ['0.000000000001', 1n],
    [0.1, 100_000_000_000n],
    [1e-7, 100_000n],
    ['-2.5', -2_500_000_000_000n],
    ['1e3', 1_000_000_000_000_000n],
    ['.5', 500_000_000_000n],
  ])('reads %s dollars exactly', (text, pico) => {
    expect(parseUsd(text)).toBe(pico);
  });

  it.each(['', '.', 'NaN', 'Infinity', '1,5', '0x10', '1 2'])('refuses %j', (text) => {
    expect(parseUsd(text)).toBeNull();
  });

  it('rounds half to even beyond the scale', () => {
    expect(parseScaled('0.5', 0)).toBe(0n);
    expect(parseScaled('1.5', 0)).toBe(2n);
    expect(parseScaled('2.5', 0)).toBe(2n);
    expect(divideHalfEven(-5n, 2n)).toBe(-2n);
    expect(divideHalfEven(-7n, 2n)).toBe(-4n);
  });

  it('prints what it read', () => {
    for (const text of ['0', '1', '0.000000000001', '-2.5', '123456.789']) {
      expect(formatUsd(parseUsd(text)!)).toBe(text);
    }
    expect(toUsdNumber(54_009_000_000n)).toBe(0.054009);
  });

  it('sums 10,000 dimes to exactly a thousand dollars', () => {
    let sum = 0n;
    for (let i = 0; i < 10_000; i += 1) sum += parseUsd(0.1)!;
    expect(formatUsd(sum)).toBe('1000');
  });
});
