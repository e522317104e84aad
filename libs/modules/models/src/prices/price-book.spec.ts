import { describe, expect, it } from '@jest/globals';
import { findProvider } from '@tollgate/llm';
import { pricesOf } from '../table/deployment-prices.js';
import { readPrices } from './price-amounts.js';
import { type ModelPrice } from './model-price.js';
import { NO_OWN_PRICES, PriceBook } from './price-book.js';
import { lookUpPrice } from './price-lookup.js';

const at = (text: string) => Date.parse(`${text}T00:00:00Z`);

let count = 0;
function price(fields: Partial<ModelPrice> & { input: string }): ModelPrice {
  count += 1;
  const { input, ...rest } = fields;
  return {
    ...{ id: `price-${count}`, provider: 'openai', model: 'gpt-house', origin: 'contract' },
    ...{ validFrom: new Date(at('2026-10-01')), validTo: null, prices: { input_cost_per_token: input } },
    ...{
      createdAt: new Date(at('2026-10-01') + count),
      createdBy: null,
      withdrawnAt: null,
      withdrawnBy: null,
    },
    ...rest,
  };
}

/** Dollars per million input tokens of the model at a day. */
const input = (book: PriceBook, day: string, model = 'gpt-house', provider = 'openai') => {
  const sheet = book.at(provider, model, at(day));
  return sheet && Number(sheet.base.input) / 1e12;
};

describe('the price book', () => {
  it('knows a price from its first moment to before its last', () => {
    const book = new PriceBook([price({ input: '0.000002', validTo: new Date(at('2026-11-01')) })]);
    expect([input(book, '2026-09-30'), input(book, '2026-10-01'), input(book, '2026-10-31')]).toEqual([
      null,
      2,
      2,
    ]);
    expect(input(book, '2026-11-01')).toBeNull();
    expect(book.at('openai', 'gpt-house', at('2026-11-01') - 1)?.base.input).toBe(2_000_000_000_000n);
  });

  it('takes the one that was set last where several hold, in whatever order they come', () => {
    const old = price({ input: '0.000002' });
    const corrected = price({
      input: '0.000003',
      validFrom: new Date(at('2026-10-10')),
      validTo: new Date(at('2026-10-20')),
    });
    for (const prices of [
      [old, corrected],
      [corrected, old],
    ]) {
      const book = new PriceBook(prices);
      expect(['2026-10-09', '2026-10-10', '2026-10-20'].map((day) => input(book, day))).toEqual([2, 3, 2]);
    }
  });

  it('passes over what was withdrawn, so that the one below counts again', () => {
    const below = price({ input: '0.000002' });
    const above = price({ input: '0.000009', withdrawnAt: new Date(at('2026-10-02')) });
    expect(input(new PriceBook([below, above]), '2026-10-05')).toBe(2);
  });

  it('knows a model of one provider only, by its whole name, however it is spelled', () => {
    const book = new PriceBook([price({ input: '0.000002' })]);
    expect(input(book, '2026-10-05', 'GPT-House')).toBe(2);
    expect(input(book, '2026-10-05', 'gpt-house', 'azure')).toBeNull();
    expect(input(book, '2026-10-05', 'gpt-house-2')).toBeNull();
  });

  it('says which price it was', () => {
    const own = price({ input: '0.000002' });
    expect(new PriceBook([own]).at('openai', 'gpt-house', at('2026-10-05'))).toMatchObject({
      source: 'price_book',
      version: own.id,
    });
  });
});

describe('prices of a deployment', () => {
  const provider = findProvider('openai')!;
  const always = { validFrom: new Date(0) };
  const entry = (model: string, params: object = {}) => ({
    model_name: 'house',
    litellm_params: { model, ...params },
  });

  it('are those an admin set, before its own', () => {
    const book = new PriceBook([price({ input: '0.000002', ...always })]);
    const own = entry('openai/gpt-house', { input_cost_per_token: 0.5 });
    const { prices, pricesOf: asked } = pricesOf(own, provider, 'gpt-house', book);
    expect(prices?.source).toBe('price_book');
    expect(asked?.('gpt-house')?.base.input).toBe(2_000_000_000_000n);
  });

  it('are its own outside of the time of what an admin set', () => {
    const book = new PriceBook([price({ input: '0.000002', validFrom: new Date(at('2999-01-01')) })]);
    const own = entry('openai/gpt-house', { input_cost_per_token: 0.5 });
    expect(pricesOf(own, provider, 'gpt-house', book).pricesOf?.('gpt-house')?.source).toBe('config');
  });

  it('of a wildcard are those of the model that is asked for', () => {
    const book = new PriceBook([price({ input: '0.000002', ...always })]);
    const { pricesOf: asked } = pricesOf(entry('openai/*'), provider, '*', book);
    expect(asked?.('gpt-house')?.source).toBe('price_book');
    expect(asked?.('gpt-4o')?.source).toBe('catalogue');
    expect(asked?.('gpt-unheard-of')).toBeNull();
  });

  it('are looked up once only, when no admin set any', () => {
    expect(pricesOf(entry('openai/gpt-4o'), provider, 'gpt-4o', NO_OWN_PRICES)).not.toHaveProperty(
      'pricesOf',
    );
  });
});

describe('prices as they are given', () => {
  it('become exact decimal texts', () => {
    const given = {
      input_cost_per_token: 2.5e-6,
      output_cost_per_token: '0.00001000',
      input_cost_per_request: 0,
    };
    expect(readPrices(given)).toEqual({
      ok: true,
      value: {
        input_cost_per_token: '0.0000025',
        output_cost_per_token: '0.00001',
        input_cost_per_request: '0',
      },
    });
  });

  it.each([
    [{ input_cost_per_tokn: 1 }, 'input_cost_per_tokn'],
    [{ input_cost_per_token: -1 }, 'input_cost_per_token'],
    [{ input_cost_per_token: 'cheap' }, 'input_cost_per_token'],
    [{ input_cost_per_token: null }, 'input_cost_per_token'],
    [{ input_cost_per_token: 1_000_001 }, 'input_cost_per_token'],
  ])('are refused when they are none: %j', (given, named) => {
    expect(readPrices(given)).toMatchObject({
      ok: false,
      failure: { param: 'prices', message: expect.stringContaining(named) },
    });
  });
});

describe('the look-up', () => {
  it('shows dollars per million units, where they come from, and nothing for a model nobody priced', () => {
    const book = new PriceBook([price({ input: '0.000002', validFrom: new Date(0) })]);
    expect(lookUpPrice(book, 'openai', 'gpt-house', new Date(at('2026-10-05')))).toMatchObject({
      source: 'price_book',
      usd_per_million: { input: 2, output: 0 },
      tiers: [],
    });
    expect(lookUpPrice(book, 'openai', 'gpt-4o', new Date(at('2026-10-05')))).toMatchObject({
      source: 'catalogue',
      version: expect.stringMatching(/^genai-prices \d/),
    });
    expect(lookUpPrice(book, 'openai', 'unheard-of', new Date())).toMatchObject({
      source: null,
      usd_per_million: {},
    });
  });
});
