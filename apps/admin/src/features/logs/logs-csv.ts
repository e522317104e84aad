import { type SpendLogQuery, type SpendLogRow } from '@tollgate/core';
import { csvText, plainNumber } from '../../shared/csv/csv-text.js';
import { listLogs } from './api/list-logs.js';
import { firstTokenMs, readLogDetails } from './log-details.js';

/** More belongs into an export, which a worker writes. */
export const DOWNLOAD_ROWS_MAX = 50_000;
const PAGE_SIZE = 100;

const COLUMNS: readonly { name: string; of: (row: SpendLogRow) => string | number | null }[] = [
  { name: 'started_at', of: (row) => row.startTime },
  { name: 'request_id', of: (row) => row.request_id },
  { name: 'status', of: (row) => row.status },
  { name: 'error_code', of: (row) => readLogDetails(row).error?.code ?? null },
  { name: 'error_class', of: (row) => readLogDetails(row).error?.class ?? null },
  { name: 'error_message', of: (row) => readLogDetails(row).error?.message ?? null },
  { name: 'requested_model', of: (row) => readLogDetails(row).requestedModel },
  { name: 'model', of: (row) => row.model },
  { name: 'provider', of: (row) => row.custom_llm_provider },
  { name: 'key_alias', of: (row) => readLogDetails(row).keyAlias },
  { name: 'key_hash', of: (row) => row.api_key },
  { name: 'user', of: (row) => row.user },
  { name: 'team', of: (row) => row.team_id },
  { name: 'customer', of: (row) => row.end_user },
  { name: 'tags', of: (row) => row.request_tags.join(' ') },
  { name: 'prompt_tokens', of: (row) => row.prompt_tokens },
  { name: 'completion_tokens', of: (row) => row.completion_tokens },
  // Empty is unpriced: not known, and not zero.
  { name: 'cost_usd', of: (row) => row.spend },
  { name: 'price_source', of: (row) => readLogDetails(row).priceSource },
  { name: 'duration_ms', of: (row) => row.request_duration_ms },
  { name: 'first_token_ms', of: (row) => firstTokenMs(row) },
];

/** One line a call, without the header. */
export function logLines(rows: readonly SpendLogRow[]): string {
  return csvText(
    rows.map((row) =>
      COLUMNS.map(({ of }) => {
        const value = of(row);
        return typeof value === 'number' ? plainNumber(value) : (value ?? '');
      }),
    ),
  );
}

export const logHeader = (): string => csvText([COLUMNS.map(({ name }) => name)]);

/**
 * Every call that matches, newest first, page after page: pieces of a CSV file.
 * @param onRows told how many rows there are so far
 */
export async function collectLogs(
  query: SpendLogQuery,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<{ pieces: string[]; rows: number; complete: boolean }> {
  const pieces = [logHeader()];
  let rows = 0;
  let cursor: string | null = '';
  while (cursor !== null && rows < DOWNLOAD_ROWS_MAX) {
    const page = await listLogs({ ...query, page_size: PAGE_SIZE, ...(cursor !== '' && { cursor }) }, signal);
    pieces.push(logLines(page.data));
    rows += page.data.length;
    cursor = page.next_cursor;
    onRows(rows);
  }
  return { pieces, rows, complete: cursor === null };
}
