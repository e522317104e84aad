import { describe, expect, it } from '@jest/globals';
import { NO_USAGE } from '@tollgate/core';
import { type ModelPrice, PriceBook } from '@tollgate/models';
import { type PricedCall, priceAnew } from './price-anew.js';

const price: ModelPrice = {
  ...{ id: 'own-price', provider: 'openai', model: 'gpt-house', origin: 'contract' },
  ...{ validFrom: new Date('2026-10-01'), validTo: new Date('2026-11-01') },
  prices: { input_cost_per_token: '0.000002', output_cost_per_token: '0.000008' },
  ...{ createdAt: new Date('2026-11-20'), createdBy: null, withdrawnAt: null, withdrawnBy: null },
};
const BOOK = new PriceBook([price]);
const EMPTY = new PriceBook([]);

const call = (fields: Partial<PricedCall> = {}): PricedCall => ({
  startedAt: new Date('2026-10-15T10:00:00Z'),
  ...{ callType: 'acompletion', provider: 'openai', sentModel: 'gpt-house', priceSource: null },
  usage: { ...NO_USAGE, inputTokens: 1_000, outputTokens: 100 },
  ...fields,
});

describe('pricing a call anew', () => {
  it('takes what an admin set for the time of the call', () => {
    // 1000·2e-6 + 100·8e-6 = 0.0028
    expect(priceAnew(call(), BOOK)).toEqual({
      ...{ cost: 2_800_000_000n, source: 'price_book', version: 'own-price' },
    });
    expect(priceAnew(call({ startedAt: new Date('2026-11-01') }), BOOK)).toBeNull();
  });

  it('puts what an admin set before what the configuration said', () => {
    expect(priceAnew(call({ priceSource: 'config' }), BOOK)?.source).toBe('price_book');
  });

  it.each([
    [null, 'catalogue'],
    ['catalogue', 'catalogue'],
    ['price_book', 'catalogue'],
    ['config', undefined],
    ['free', undefined],
  ])('lets published prices stand in for a price from %s: %s', (priceSource, source) => {
    expect(priceAnew(call({ sentModel: 'gpt-4o', priceSource }), EMPTY)?.source).toBe(source);
  });

  it.each<[string, Partial<PricedCall>]>([
    ['used nothing', { usage: null }],
    ['was sent nowhere', { provider: null, sentModel: null }],
    ['is of a model that nobody priced', { sentModel: 'unheard-of' }],
    ['used what has no price', { usage: { ...NO_USAGE, outputImages: 1 } }],
    [
      'is a recording whose length nobody told',
      { callType: 'atranscription', usage: { ...NO_USAGE, outputTokens: 9 } },
    ],
  ])('leaves alone a call that %s', (_, fields) => {
    expect(priceAnew(call(fields), BOOK)).toBeNull();
  });
});
