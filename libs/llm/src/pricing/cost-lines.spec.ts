import { describe, expect, it } from '@jest/globals';
import { divideHalfEven, NO_USAGE } from '@tollgate/core';
import fc from 'fast-check';
import { pricesFromParams } from './config-prices.js';
import { costLines } from './cost-lines.js';
import { costOf } from './cost.js';

/** USD per token 3e-6 in, 15e-6 out, 0.3e-6 cached; a cent a call. */
const SHEET = pricesFromParams({
  input_cost_per_token: 0.000003,
  output_cost_per_token: 0.000015,
  cache_read_input_token_cost: 3e-7,
  input_cost_per_request: 0.01,
  input_cost_per_second: 0.0001,
})!;

describe('the lines of a cost', () => {
  it('name each kind of unit once, with its price in pico-dollars a million', () => {
    const usage = { ...NO_USAGE, inputTokens: 1_000, cacheReadTokens: 400, outputTokens: 50 };
    expect(costLines(usage, SHEET)).toEqual([
      { unit: 'cacheRead', quantity: 400, price: 300_000_000_000n, amount: 120_000_000_000_000n },
      { unit: 'input', quantity: 600, price: 3_000_000_000_000n, amount: 1_800_000_000_000_000n },
      { unit: 'output', quantity: 50, price: 15_000_000_000_000n, amount: 750_000_000_000_000n },
      { unit: 'request', quantity: 1, price: 10_000_000_000_000_000n, amount: 10_000_000_000_000_000n },
    ]);
  });

  it('add up to the cost that is charged, whatever was used', () => {
    const count = fc.nat(300_000);
    const usage = fc.record({
      ...{ inputTokens: count, cacheReadTokens: count, cacheWriteTokens: count, cacheWrite1hTokens: count },
      ...{ inputAudioTokens: count, outputTokens: count, reasoningTokens: count, outputAudioTokens: count },
      ...{ searchRequests: fc.nat(9), inputAudioSeconds: fc.double({ min: 0, max: 99, noNaN: true }) },
    });
    fc.assert(
      fc.property(usage, (used) => {
        const whole = { ...NO_USAGE, ...used };
        const sum = costLines(whole, SHEET).reduce((total, { amount }) => total + amount, 0n);
        expect(divideHalfEven(sum, 1_000_000n)).toBe(costOf(whole, SHEET));
      }),
    );
  });
});
