import { describe, expect, it } from '@jest/globals';
import { toPrice, toRepricing } from './price-calls-values.js';

const RANGE = { from: '2026-07-01', to: '2026-07-31' };
const VALUES = { model: 'llama-ours', provider: ' openai ', input: 0.15, output: 12, origin: 'contract' };

describe('pricing calls', () => {
  it('sets prices of a token to the last digit, from the first day shown on', () => {
    expect(toPrice(VALUES, RANGE)).toEqual({
      provider: 'openai',
      model: 'llama-ours',
      prices: { input_cost_per_token: '0.00000015', output_cost_per_token: '0.000012' },
      valid_from: '2026-07-01T00:00:00Z',
      origin: 'contract',
    });
  });

  it('prices only calls without a price, of whole days', () => {
    expect(toRepricing(VALUES, RANGE)).toMatchObject({
      from: '2026-07-01T00:00:00Z',
      to: '2026-08-01T00:00:00Z',
      only_unpriced: true,
    });
  });
});
