import { ApiError } from '@tollgate/auth';
import { SPEND_LOG_SORT_FIELDS, type SpendLogSortField } from '@tollgate/core';

export interface LogOrder {
  readonly field: SpendLogSortField;
  readonly direction: 'asc' | 'desc';
}

/** How a row is placed by each sort field: SQL expression and its type. Absent values sort as the least. */
export const SORT_KEYS = {
  startTime: { expression: 'started_at', type: 'timestamptz' },
  endTime: { expression: 'ended_at', type: 'timestamptz' },
  spend: { expression: 'coalesce(cost, -1)', type: 'numeric' },
  total_tokens: { expression: 'coalesce(input_tokens, 0) + coalesce(output_tokens, 0)', type: 'bigint' },
  request_duration_ms: { expression: 'extract(epoch FROM ended_at - started_at)', type: 'numeric' },
  ttft_ms: { expression: 'coalesce(first_token_ms, -1)', type: 'integer' },
  model: { expression: 'coalesce(sent_model, asked_model)', type: 'text' },
} as const satisfies Record<SpendLogSortField, { expression: string; type: string }>;

/** The last row of a page: where the next one goes on. */
export interface LogCursor {
  readonly order: LogOrder;
  /** Value of the sort expression, as Postgres writes it. */
  readonly sortValue: string;
  readonly startedAt: string;
  readonly id: string;
  /** Page the next reply is, and what was counted on the first one: later pages do not count again. */
  readonly page: number;
  readonly total: number;
  readonly totalCapped: boolean;
}

/** As opaque text for a URL. */
export function encodeCursor(cursor: LogCursor): string {
  const { order, sortValue, startedAt, id, page, total, totalCapped } = cursor;
  const parts = [order.field, order.direction, sortValue, startedAt, id, page, total, totalCapped];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Texts a sort value of each type may have, so that a made-up cursor cannot make Postgres fail. */
const SORT_VALUES: Record<(typeof SORT_KEYS)[SpendLogSortField]['type'], RegExp> = {
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/,
  numeric: /^-?\d{1,40}(\.\d{1,9})?$/,
  bigint: /^\d{1,18}$/,
  integer: /^-?\d{1,9}$/,
  text: /^[^\0]{0,300}$/,
};

/** @throws ApiError (400) for a text that is no cursor, or one of another order. */
export function decodeCursor(text: string, order: LogOrder): LogCursor {
  const cursor = read(text);
  if (cursor && cursor.order.field === order.field && cursor.order.direction === order.direction)
    return cursor;
  throw new ApiError({
    class: 'BadRequestError',
    message:
      'cursor must be the next_cursor of a reply to the same query, with the same sort_by and sort_order.',
    param: 'cursor',
  });
}

function read(text: string): LogCursor | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parts)) return null;
  const [field, direction, sortValue, startedAt, id, page, total, totalCapped] = parts as unknown[];
  if (!isSortField(field) || (direction !== 'asc' && direction !== 'desc')) return null;
  if (typeof sortValue !== 'string' || !SORT_VALUES[SORT_KEYS[field].type].test(sortValue)) return null;
  if (typeof startedAt !== 'string' || !INSTANT.test(startedAt) || Number.isNaN(Date.parse(startedAt)))
    return null;
  if (typeof id !== 'string' || !UUID.test(id) || !isCount(page) || !isCount(total)) return null;
  const order = { field, direction } as const;
  return { order, sortValue, startedAt, id, page, total, totalCapped: totalCapped === true };
}

function isSortField(value: unknown): value is SpendLogSortField {
  return SPEND_LOG_SORT_FIELDS.some((field) => field === value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0;
}
