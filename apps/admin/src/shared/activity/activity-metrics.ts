import { type ActivityMetrics, type DailyActivity } from '@tollgate/core';

export const NO_ACTIVITY: ActivityMetrics = {
  spend: 0,
  prompt_tokens: 0,
  completion_tokens: 0,
  cache_read_input_tokens: 0,
  cache_creation_input_tokens: 0,
  total_tokens: 0,
  successful_requests: 0,
  failed_requests: 0,
  api_requests: 0,
  unpriced_requests: 0,
};

/** Sum of two sets of figures. Dollars are display figures here: the exact ledger is the server's. */
export function addMetrics(a: ActivityMetrics, b: ActivityMetrics): ActivityMetrics {
  return {
    spend: a.spend + b.spend,
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
    cache_read_input_tokens: a.cache_read_input_tokens + b.cache_read_input_tokens,
    cache_creation_input_tokens: a.cache_creation_input_tokens + b.cache_creation_input_tokens,
    total_tokens: a.total_tokens + b.total_tokens,
    successful_requests: a.successful_requests + b.successful_requests,
    failed_requests: a.failed_requests + b.failed_requests,
    api_requests: a.api_requests + b.api_requests,
    unpriced_requests: a.unpriced_requests + (b.unpriced_requests || 0),
  };
}

/** Figures of all days together. */
export function totalOf(days: readonly DailyActivity[]): ActivityMetrics {
  return days.reduce((sum, day) => addMetrics(sum, day.metrics), NO_ACTIVITY);
}
