/** Body of POST /spend/prices (ours): prices of a model for a span of time. */
export interface ModelPriceRequest {
  /** As the gateway names it: `openai`. */
  provider: string;
  /** The name that is sent to the provider. */
  model: string;
  /** USD per unit by the names of the configuration: `input_cost_per_token`, `output_cost_per_token` … */
  prices: Record<string, number | string>;
  /** ISO 8601; now unless told. */
  valid_from?: string | null;
  /** ISO 8601, not included; until further notice unless told. */
  valid_to?: string | null;
  /** Where the prices are from: a contract, an invoice, a page. */
  origin: string;
}

/** A price that was set. It is never changed, only withdrawn; of several that hold at a time the newest counts. */
export interface ModelPriceView {
  id: string;
  provider: string;
  model: string;
  valid_from: string;
  valid_to: string | null;
  /** Decimal texts. */
  prices: Record<string, string>;
  origin: string;
  created_at: string;
  created_by: string | null;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
}

/** Reply of GET /spend/prices/lookup: what a call of a model would be charged by. */
export interface PriceLookup {
  provider: string;
  model: string;
  at: string;
  /** Null: no price is known, its calls are unpriced. */
  source: string | null;
  /** Id of an own price, or the edition of the catalogue. */
  version: string | null;
  /** Kind of unit → USD per million of them. */
  usd_per_million: Record<string, number>;
  /** USD of every call, whatever its size. */
  usd_per_request: number;
  /** Other prices above so many input tokens, highest first. */
  tiers: { above_input_tokens: number; usd_per_million: Record<string, number> }[];
}
