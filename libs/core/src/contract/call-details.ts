import { type CallStatus } from '../spend/spend-event.js';
import { type RoutingDecision } from './routing-decision.js';
import { type SpendLogRow } from './spend.js';

/** Reply of GET /spend/logs/detail/{request_id} (ours): one call, and why it went, cost and ended as it did. */
export interface CallDetails {
  log: SpendLogRow;
  routing: RoutingDecision;
  cost: CostExplanation;
  /** Null for a call that was answered. */
  refusal: CallRefusal | null;
}

/** Why a call was not answered. */
export interface CallRefusal {
  status: Exclude<CallStatus, 'success'>;
  http_status: number | null;
  error_class: string | null;
  message: string | null;
  /** Who said no: the gateway before anything was sent, the provider, or nobody (the client left). */
  by: 'gateway' | 'provider' | 'client';
}

/**
 * How far a cost can be told apart: every line of it; not any more, as the prices it was charged by are not known now; there
 * is no known price; nothing was used.
 */
export type CostExplained = 'lines' | 'prices_changed' | 'unpriced' | 'nothing_used';

/** Money is exact decimal text of USD. */
export interface CostExplanation {
  explained: CostExplained;
  /** What the call was charged when it ended; null: it had no known price. */
  charged_usd: string | null;
  /** What it costs by now, adjustments included. */
  cost_usd: string | null;
  /** Where the price came from, and which it was. */
  price_source: string | null;
  price_version: string | null;
  /** In the words of who set an own price. */
  price_origin: string | null;
  /** Tokens were counted by the gateway, as the provider told none. */
  usage_estimated: boolean;
  lines: CostLineView[];
  adjustments: CostAdjustment[];
}

export interface CostLineView {
  /** `input`, `cacheRead`, `output`, `request` … */
  unit: string;
  quantity: number;
  usd_per_million: string;
  usd: string;
}

export interface CostAdjustment {
  repricing_id: string;
  reason: string | null;
  at: string;
  amount_usd: string;
  cost_usd: string;
  price_source: string;
  price_version: string | null;
}
