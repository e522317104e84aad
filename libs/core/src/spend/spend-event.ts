import { type PicoUsd } from '../money/pico-usd.js';
import { type Usage } from './usage.js';

/** How a call ended: answered, failed (by us or upstream), or left by its client. */
export type CallStatus = 'success' | 'failure' | 'cancelled';

/**
 * One row of the ledger: exactly one for every call that got past authentication, answered or not.
 * `id` makes every later step safe to repeat: journal replay, batch insert, totals.
 */
export interface SpendEvent {
  /** UUID, made by the gateway; the row's identity. */
  id: string;
  /** `x-litellm-call-id`: the client's own or a UUID. Not unique. */
  callId: string;
  /** The id the client sees in the reply (`chatcmpl-…`), when there was one. */
  responseId: string | null;
  /** Epoch milliseconds, UTC. */
  startedAt: number;
  endedAt: number;
  /** Milliseconds until the first content reached us; null when none did. */
  firstTokenMs: number | null;
  status: CallStatus;
  /** What the client got (499 when it had left). */
  httpStatus: number;
  /** Class of the failure (`RateLimitError`, `BudgetExceededError` …), null on success. */
  errorClass: string | null;
  /** Bounded text without secrets, null on success. */
  errorMessage: string | null;

  /** LiteLLM's name of the operation: `acompletion`, `aembedding` … */
  callType: string;
  stream: boolean;
  /** The model the client asked for, before aliases. */
  askedModel: string;
  /** The public group that was asked for after aliases; null when none matched. */
  modelGroup: string | null;
  /** The model name sent upstream; null when nothing was sent. */
  sentModel: string | null;
  provider: string | null;
  deploymentId: string | null;

  /** SHA-256 of the key, hex. */
  keyHash: string;
  keyAlias: string | null;
  userId: string | null;
  teamId: string | null;
  organizationId: string | null;
  /** Absent: the key was in no project. */
  projectId?: string | null;
  endUserId: string | null;
  tags: readonly string[];
  /** Bounded JSON of the caller (`spend_logs_metadata`, session id …). */
  metadata: Readonly<Record<string, unknown>>;
  requesterIp: string | null;

  /** Null when the call used nothing (refused, failed before tokens were counted). */
  usage: Usage | null;
  /** True when tokens were counted by us because the upstream gave no usage. */
  usageEstimated: boolean;
  /** Pico-USD; null when the price is unknown ("unpriced", visible, never 0). */
  cost: PicoUsd | null;
  /** Where the price came from: `config`, `catalogue`, `price_book`, `free` …; null when unpriced. */
  priceSource: string | null;
  /** Which prices of that source: the id of an own price, the edition of the catalogue; null where it has none. */
  priceVersion: string | null;

  attemptedRetries: number;
  attemptedFallbacks: number;
}
