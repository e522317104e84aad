import { type PriceSheet, pricesFromParams } from '@tollgate/llm';

/** Prices an admin set for a model of a provider, for a span of time. Never changed once set, only withdrawn. */
export interface ModelPrice {
  /** UUID; kept with every cost that was worked out from it. */
  readonly id: string;
  /** As the gateway names it: `openai`. */
  readonly provider: string;
  /** The name that is sent to the provider. */
  readonly model: string;
  readonly validFrom: Date;
  /** Null: until further notice. Not part of the span. */
  readonly validTo: Date | null;
  /** USD per unit by the names of the configuration (`input_cost_per_token` …), as decimal text. */
  readonly prices: Readonly<Record<string, string>>;
  /** Where they are from, in the words of who set them: a contract, an invoice, a web page. */
  readonly origin: string;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawnBy: string | null;
}

/** What calls are charged by. @returns null when nothing in it is a price. */
export function sheetOf({ id, prices }: Pick<ModelPrice, 'id' | 'prices'>): PriceSheet | null {
  const sheet = pricesFromParams(prices);
  return sheet && { ...sheet, source: 'price_book', version: id };
}
