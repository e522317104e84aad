import { describe, expect, it } from '@jest/globals';
import { formatUsd, NO_USAGE } from '@tollgate/core';
import { cataloguePrices, contextWindowOf } from './catalogue.js';
import { costOf } from './cost.js';

/** Price of a million input tokens in USD, below any tier's edge. */
const inputPrice = (provider: string, model: string) => {
  const sheet = cataloguePrices(provider, model);
  return sheet && formatUsd(sheet.base.input);
};

describe('price catalogue', () => {
  // Published prices per million tokens: openai.com/api/pricing, anthropic.com/pricing.
  it.each([
    ['openai', 'gpt-4o-mini', '0.15'],
    ['openai', 'gpt-4o', '2.5'],
    ['openai', 'gpt-4o-2024-11-20', '2.5'],
    ['openai', 'gpt-4o-2024-05-13', '5'],
    ['anthropic', 'claude-sonnet-4-20250514', '3'],
    ['anthropic', 'claude-opus-4-1-20250805', '15'],
    ['vertex_ai', 'claude-sonnet-4@20250514', '3'],
    ['azure', 'gpt-4o', '2.5'],
  ])('knows %s %s', (provider, model, price) => {
    expect(inputPrice(provider, model)).toBe(price);
  });

  it.each([
    ['a successor of a known model', 'anthropic', 'claude-sonnet-4-99'],
    ['a variant of a known model', 'openai', 'gpt-4o-mini-tiny'],
    ['a name that only begins alike', 'anthropic', 'claude-sonnet-4-5x'],
    ['an unknown provider', 'nimbus', 'gpt-4o'],
    ['a member of the prototype', 'openai', 'constructor'],
  ])('does not guess the price of %s', (_, provider, model) => {
    expect(cataloguePrices(provider, model)).toBeNull();
  });

  it('starts the tier "from 272K" at exactly 272,000 tokens', () => {
    const sheet = cataloguePrices('openai', 'gpt-5.4')!;
    const cost = (inputTokens: number) => formatUsd(costOf({ ...NO_USAGE, inputTokens }, sheet));
    // 271,999 · 2.5e-6 and 272,000 · 5e-6
    expect(cost(271_999)).toBe('0.6799975');
    expect(cost(272_000)).toBe('1.36');
  });

  it('reads a price that changed by date as of the call', () => {
    const sheet = cataloguePrices('anthropic', 'claude-sonnet-4-6')!;
    const cost = (day: string) =>
      formatUsd(costOf({ ...NO_USAGE, inputTokens: 300_000 }, sheet, new Date(day)));
    // The long-context price (6) ended on 13 March 2026: then 3 whatever the length.
    expect(cost('2026-03-12T12:00:00Z')).toBe('1.8');
    expect(cost('2026-03-13T12:00:00Z')).toBe('0.9');
  });

  it('prices web searches by the thousand', () => {
    const sheet = cataloguePrices('anthropic', 'claude-sonnet-4-5')!;
    expect(formatUsd(costOf({ ...NO_USAGE, searchRequests: 3 }, sheet))).toBe('0.03');
  });

  it('knows context windows', () => {
    expect(contextWindowOf('openai', 'gpt-4o')).toBe(128_000);
    expect(contextWindowOf('openai', 'nothing')).toBeNull();
  });
});
