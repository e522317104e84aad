import { type DailyActivity } from '@tollgate/core';
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
  return lines.map((line) => line.map(csvField).join(',')).join('\r\n') + '\r\n';
}

/** Digits without an exponent, which spreadsheets misread. */
function plainNumber(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 });
}

/** Quoted where needed; a leading `=`, `+`, `-` or `@` of a name is no formula. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a text to the browser as a file. */
export function downloadText(fileName: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
