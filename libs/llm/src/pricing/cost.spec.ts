import { describe, expect, it } from '@jest/globals';
import { formatUsd, NO_USAGE, parseScaled, type Usage } from '@tollgate/core';
import fc from 'fast-check';
import { costOf, coversUsage } from './cost.js';
import { type PriceSheet, type UnitPrices } from './price-sheet.js';
import { pricesFromParams } from './config-prices.js';

/** USD per million tokens → pico-USD per million. */
const usd = (text: string) => parseScaled(text, 12)!;

const card = (input: string, output: string, read: string, write: string, write1h: string): UnitPrices => ({
  input: usd(input),
  output: usd(output),
  cacheRead: usd(read),
  cacheWrite: usd(write),
  cacheWrite1h: usd(write1h),
  inputAudio: null,
  outputAudio: null,
  reasoning: null,
  search: null,
});

/** Input 3, output 15, cache read 0.30, cache write 3.75, for an hour 6; above 200,000 input tokens the double, and 22.50. */
const P1: PriceSheet = {
  source: 'config',
  base: card('3', '15', '0.30', '3.75', '6'),
  tiers: [{ aboveInputTokens: 200_000, prices: card('6', '22.50', '0.60', '7.50', '12') }],
  perRequest: 0n,
};

const cost = (usage: Partial<Usage>, sheet = P1) => formatUsd(costOf({ ...NO_USAGE, ...usage }, sheet));

describe('cost of a call', () => {
  it('charges cached reads and writes once each, at their own prices', () => {
    // 3·3e-6 + 12000·3.75e-6 + 5000·0.3e-6 + 500·15e-6 = 0.000009 + 0.045 + 0.0015 + 0.0075
    const usage = {
      inputTokens: 17_003,
      cacheReadTokens: 5_000,
      cacheWriteTokens: 12_000,
      outputTokens: 500,
    };
    expect(cost(usage)).toBe('0.054009');
  });

  it('charges cache writes at the input price where the card has none for them', () => {
    const sheet = pricesFromParams({
      input_cost_per_token: 0.000003,
      output_cost_per_token: 0.000015,
      cache_read_input_token_cost: 3e-7,
    })!;
    // (3 + 12000)·3e-6 + 5000·0.3e-6 + 500·15e-6 = 0.036009 + 0.0015 + 0.0075
    const usage = {
      inputTokens: 17_003,
      cacheReadTokens: 5_000,
      cacheWriteTokens: 12_000,
      outputTokens: 500,
    };
    expect(cost(usage, sheet)).toBe('0.045009');
  });

  it('tells one-hour cache writes from five-minute ones', () => {
    // 100·3e-6 + 40000·3.75e-6 + 60000·6e-6 + 1000·15e-6 = 0.0003 + 0.15 + 0.36 + 0.015
    const usage = {
      inputTokens: 100_100,
      cacheWriteTokens: 40_000,
      cacheWrite1hTokens: 60_000,
      outputTokens: 1_000,
    };
    expect(cost(usage)).toBe('0.5253');
  });

  it('lets the whole input decide the tier, cached reads included', () => {
    // 10000·6e-6 + 200000·0.6e-6 + 1000·22.5e-6 = 0.06 + 0.12 + 0.0225
    expect(cost({ inputTokens: 210_000, cacheReadTokens: 200_000, outputTokens: 1_000 })).toBe('0.2025');
  });

  it('takes the upper card only above the edge', () => {
    expect(cost({ inputTokens: 200_000 })).toBe('0.6');
    expect(cost({ inputTokens: 200_001 })).toBe('1.200006');
  });

  it('applies the tier to one-hour writes, too', () => {
    // 250000·12e-6
    expect(cost({ inputTokens: 250_000, cacheWrite1hTokens: 250_000 })).toBe('3');
  });

  it('charges reasoning as output and Gemini-like cached input once', () => {
    // 200·3e-6 + 800·0.3e-6 + 500·15e-6
    const usage = { inputTokens: 1_000, cacheReadTokens: 800, outputTokens: 500, reasoningTokens: 350 };
    expect(cost(usage)).toBe('0.00834');
  });

  it('never charges more units than there are, and never less than nothing', () => {
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(
        fc.record({ inputTokens: count, cacheReadTokens: count, cacheWriteTokens: count }),
        (usage) => {
          const full = { ...NO_USAGE, ...usage };
          const dearest = BigInt(usage.inputTokens) * 12n * 1_000_000n;
          expect(costOf(full, P1)).toBeGreaterThanOrEqual(0n);
          expect(costOf(full, P1)).toBeLessThanOrEqual(dearest);
        },
      ),
    );
  });

  it('rounds once: ten thousand parts of a pico-dollar are not lost', () => {
    const sheet = pricesFromParams({ input_cost_per_token: '0.0000000000004', output_cost_per_token: 0 })!;
    expect(costOf({ ...NO_USAGE, inputTokens: 10_000 }, sheet)).toBe(4_000n);
  });

  it('takes the price of the day and of the hour', () => {
    const sheet: PriceSheet = {
      ...P1,
      periods: [
        { sinceMs: null, daily: null, base: card('1', '1', '1', '1', '1'), tiers: [] },
        {
          sinceMs: Date.parse('2026-03-13T00:00:00Z'),
          daily: null,
          base: card('2', '2', '2', '2', '2'),
          tiers: [],
        },
        {
          sinceMs: null,
          daily: { fromMinute: 30, toMinute: 990 },
          base: card('4', '4', '4', '4', '4'),
          tiers: [],
        },
      ],
    };
    const at = (time: string) =>
      formatUsd(costOf({ ...NO_USAGE, inputTokens: 1_000_000 }, sheet, new Date(time)));
    expect(at('2026-03-12T23:59:59Z')).toBe('1');
    expect(at('2026-03-13T00:00:00Z')).toBe('2');
    expect(at('2026-03-13T00:30:00Z')).toBe('4');
    expect(at('2026-03-13T16:30:00Z')).toBe('2');
  });
});

describe('prices of the configuration', () => {
  it('reads USD per token exactly, tiers and flat fees included', () => {
    const sheet = pricesFromParams({
      input_cost_per_token: 1.5e-7,
      output_cost_per_token: '0.0000006',
      input_cost_per_token_above_200k_tokens: 3e-7,
      input_cost_per_token_above_128k_tokens: 2e-7,
      input_cost_per_request: 0.01,
    })!;
    expect(sheet.base.input).toBe(150_000_000_000n);
    expect(sheet.tiers.map((tier) => [tier.aboveInputTokens, tier.prices.input, tier.prices.output])).toEqual(
      [
        [200_000, 300_000_000_000n, 600_000_000_000n],
        [128_000, 200_000_000_000n, 600_000_000_000n],
      ],
    );
    expect(sheet.perRequest).toBe(10_000_000_000n);
  });

  it('is null without a price, and passes over what is no price', () => {
    expect(pricesFromParams({ model: 'x', rpm: 5 })).toBeNull();
    expect(pricesFromParams({ input_cost_per_token: -1, output_cost_per_token: 'free' })).toBeNull();
  });
});

describe('what is priced by the piece', () => {
  const sheet = pricesFromParams({
    input_cost_per_image: 0.04,
    input_cost_per_character: '0.000015',
    input_cost_per_second: 0.0001,
    input_cost_per_query: 0.002,
  })!;

  it.each<[Partial<Usage>, string]>([
    [{ outputImages: 3 }, '0.12'],
    [{ inputCharacters: 7 }, '0.000105'],
    [{ inputAudioSeconds: 36.71 }, '0.003671'],
    [{ searchUnits: 2 }, '0.004'],
    [{ inputTokens: 1_000, outputTokens: 1_000 }, '0'],
  ])('%j costs %s', (usage, expected) => {
    expect(cost(usage, sheet)).toBe(expected);
  });

  it('prefers the price of an output picture and of audio to the general ones', () => {
    const both = pricesFromParams({
      input_cost_per_image: 1,
      output_cost_per_image: 0.04,
      input_cost_per_second: 1,
      input_cost_per_audio_per_second: 0.0001,
    })!;
    expect(cost({ outputImages: 1, inputAudioSeconds: 10 }, both)).toBe('0.041');
  });

  it('is not covered by a sheet without such a price, unless the call has a flat one', () => {
    const used = { ...NO_USAGE, outputImages: 1 };
    expect(coversUsage(P1, used)).toBe(false);
    expect(coversUsage(P1, { ...NO_USAGE, inputTokens: 5 })).toBe(true);
    expect(coversUsage(sheet, used)).toBe(true);
    expect(coversUsage(pricesFromParams({ input_cost_per_request: 0.01 })!, used)).toBe(true);
    expect(coversUsage({ ...P1, source: 'free' }, used)).toBe(true);
  });
});
