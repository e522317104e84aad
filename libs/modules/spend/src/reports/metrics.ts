import { type ActivityMetrics, type PicoUsd, toUsdNumber } from '@tollgate/core';

/**
 * Sums over `spend_hourly`, in SQL and exact: money as text of pico-USD, counts as numbers (below 2^53). A call whose client
 * left counts as failed, so that successful + failed = all.
 */
export const METRIC_SUMS = `
  coalesce(sum(spend), 0)::text AS "spend",
  coalesce(sum(input_tokens), 0)::float8 AS "promptTokens",
  coalesce(sum(output_tokens), 0)::float8 AS "completionTokens",
  coalesce(sum(cache_read_tokens), 0)::float8 AS "cacheReadTokens",
  coalesce(sum(cache_write_tokens), 0)::float8 AS "cacheWriteTokens",
  coalesce(sum(calls) FILTER (WHERE status = 'success'), 0)::float8 AS "successes",
  coalesce(sum(calls) FILTER (WHERE status <> 'success'), 0)::float8 AS "failures",
  coalesce(sum(unpriced_calls), 0)::float8 AS "unpriced"`;

/** A row of `METRIC_SUMS`. */
export interface MetricSums {
  spend: string;
  promptTokens: number;
  completionTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  successes: number;
  failures: number;
  unpriced: number;
}

export const NO_SUMS: MetricSums = Object.freeze({
  spend: '0',
  promptTokens: 0,
  completionTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  successes: 0,
  failures: 0,
  unpriced: 0,
});

/** Sums as the API shows them; here, and nowhere before, money becomes a JSON number. */
export function toMetrics(sums: MetricSums): ActivityMetrics {
  return {
    spend: usd(sums.spend),
    prompt_tokens: sums.promptTokens,
    completion_tokens: sums.completionTokens,
    cache_read_input_tokens: sums.cacheReadTokens,
    cache_creation_input_tokens: sums.cacheWriteTokens,
    total_tokens: sums.promptTokens + sums.completionTokens,
    successful_requests: sums.successes,
    failed_requests: sums.failures,
    api_requests: sums.successes + sums.failures,
    unpriced_requests: sums.unpriced,
  };
}

/** Pico-USD as Postgres writes them → dollars as a JSON number. */
export function usd(pico: string): number {
  const amount: PicoUsd = BigInt(pico);
  return toUsdNumber(amount);
}
