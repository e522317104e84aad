/** Longest wait that is believed, in seconds (a day). */
const MAX_SECONDS = 86_400;

/**
 * Seconds to wait, from `retry-after-ms`, `retry-after` in seconds or as an HTTP date; a date counts from the reply's own
 * `date` header, so no clock is needed. null: nothing usable was said.
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return bounded(milliseconds / 1000);
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds < 0 ? null : bounded(seconds);
  const wait = (Date.parse(text) - Date.parse(headers['date'] ?? '')) / 1000;
  return Number.isFinite(wait) ? bounded(Math.max(0, wait)) : null;
}

function bounded(seconds: number): number {
  return Math.min(seconds, MAX_SECONDS);
}
