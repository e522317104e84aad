import { type PriceSheet } from '@tollgate/llm';
import { type ModelPrice, sheetOf } from './model-price.js';

interface Page {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly sheet: PriceSheet;
}

/**
 * The prices that admins set, by provider and model. They come before those of the configuration and the published ones. Of
 * several that hold at a time, the one that was set last counts. Immutable.
 */
export class PriceBook {
  readonly #pages = new Map<string, Page[]>();

  /** @param prices those withdrawn are passed over. */
  constructor(prices: readonly ModelPrice[]) {
    const newestFirst = prices
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
    for (const price of newestFirst) {
      const sheet = sheetOf(price);
      if (sheet === null) continue;
      const name = nameOf(price.provider, price.model);
      const pages = this.#pages.get(name) ?? [];
      pages.push({ fromMs: price.validFrom.getTime(), untilMs: price.validTo?.getTime() ?? Infinity, sheet });
      this.#pages.set(name, pages);
    }
  }

  /** Is there any price for this model, at whatever time? */
  has(provider: string, model: string): boolean {
    return this.#pages.has(nameOf(provider, model));
  }

  get isEmpty(): boolean {
    return this.#pages.size === 0;
  }

  /** The prices of a model at a time (epoch milliseconds), or null when nobody set any. */
  at(provider: string, model: string, atMs: number): PriceSheet | null {
    const pages = this.#pages.get(nameOf(provider, model));
    return pages?.find(({ fromMs, untilMs }) => atMs >= fromMs && atMs < untilMs)?.sheet ?? null;
  }
}

/** A book without a price. */
export const NO_OWN_PRICES = new PriceBook([]);

function nameOf(provider: string, model: string): string {
  return `${provider}/${model.toLowerCase()}`;
}
