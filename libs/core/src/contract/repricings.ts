export const REPRICING_STATUSES = [
  'previewing',
  'previewed',
  'approved',
  'done',
  'failed',
  'withdrawn',
] as const;
/**
 * Where a re-pricing is: its difference is being worked out; it waits for somebody to approve it; it is being booked; it is
 * booked. Nothing is booked before it is approved.
 */
export type RepricingStatus = (typeof REPRICING_STATUSES)[number];

/** Body of POST /spend/repricings (ours): calls of a period that are to be priced anew. */
export interface RepricingRequest {
  /** ISO 8601. */
  from: string;
  /** ISO 8601, not included. */
  to: string;
  provider?: string | null;
  /** The name that was sent to the provider. */
  model?: string | null;
  team_id?: string | null;
  /** A key (`sk-…`) or its hash. */
  api_key?: string | null;
  /** Only calls without a known price; all calls unless told. */
  only_unpriced?: boolean | null;
  /** Why, for the books. */
  reason: string;
}

/** What re-pricing changes, of all or of one model or team. Amounts are USD. */
export interface RepricingFigures {
  /** Calls that were looked at. */
  calls: number;
  /** Calls whose cost differs. */
  changed_calls: number;
  /** Calls that had no known price and get one. */
  newly_priced_calls: number;
  before: number;
  after: number;
  /** Exact decimal text of `after - before`. */
  difference_usd: string;
}

export interface RepricingSummary extends RepricingFigures {
  /** By `provider/model`, those that change most first; at most 100. */
  by_model: Record<string, RepricingFigures>;
  /** By team, '' for calls of none. */
  by_team: Record<string, RepricingFigures>;
}

export interface RepricingView {
  id: string;
  status: RepricingStatus;
  from: string;
  to: string;
  provider: string | null;
  model: string | null;
  team_id: string | null;
  api_key: string | null;
  only_unpriced: boolean;
  reason: string;
  created_at: string;
  created_by: string | null;
  approved_at: string | null;
  approved_by: string | null;
  finished_at: string | null;
  /** What it would change, as of when it was worked out. */
  preview: RepricingSummary | null;
  /** What it did change. */
  outcome: RepricingSummary | null;
  error: string | null;
}

/** One model whose calls have no known price (GET /spend/unpriced). */
export interface UnpricedModel {
  provider: string | null;
  model: string;
  calls: number;
  prompt_tokens: number;
  completion_tokens: number;
  first_hour: string;
  last_hour: string;
}
