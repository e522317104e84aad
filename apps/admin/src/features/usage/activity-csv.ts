import { type DailyActivity } from '@tollgate/core';
import { csvText, plainNumber } from '../../shared/csv/csv-text.js';
import { breakdownOf, labelOf, type Dimension } from '../../shared/activity/activity-series.js';

const COLUMNS = [
  'spend_usd',
  'requests',
  'failed_requests',
  'unpriced_requests',
  'prompt_tokens',
  'completion_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
] as const;

/** One line for each day and model, key or provider: RFC 4180, oldest day first. */
export function activityCsv(activity: readonly DailyActivity[], dimension: Dimension): string {
  const lines = [['date_utc', dimension, ...(dimension === 'key' ? ['key_hash'] : []), ...COLUMNS]];
  for (const day of activity.toSorted((a, b) => a.date.localeCompare(b.date))) {
    for (const [id, entry] of Object.entries(breakdownOf(day, dimension))) {
      const { metrics } = entry;
      const figures = [
        metrics.spend,
        metrics.api_requests,
        metrics.failed_requests,
        metrics.unpriced_requests,
        metrics.prompt_tokens,
        metrics.completion_tokens,
        metrics.cache_read_input_tokens,
        metrics.cache_creation_input_tokens,
      ];
      lines.push([
        day.date,
        labelOf(id, entry, dimension),
        ...(dimension === 'key' ? [id] : []),
        ...figures.map(plainNumber),
      ]);
    }
  }
  return csvText(lines);
}
