import { ApiError } from '@tollgate/auth';
import { type SpendLogPage, type SpendLogQuery } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type Conditions } from './conditions.js';
import { decodeCursor, encodeCursor, type LogCursor, type LogOrder, SORT_KEYS } from './log-cursor.js';
import { logFilter } from './log-filter.js';
import { type ReadRows, readReport } from './report-reader.js';
import { EVENT_COLUMNS, type EventRecordRead, toSpendLogRow } from './spend-log-row.js';
import { type SpendScope } from '../scope/spend-scope.js';

/** Rows are counted, and pages skipped, up to here; further on the cursor leads. */
export const COUNTED_MAX = 10_000;
export const PAGE_SIZE_MAX = 100;
const PAGE_SIZE_DEFAULT = 50;

type SortedRow = EventRecordRead & { sortValue: string };

interface Counted {
  total: number;
  capped: boolean;
}

/**
 * One page of the spend log, by page number or by cursor. However large the table is, no more than 10,000 matching rows
 * are counted or skipped, and only the rows of the page are read whole.
 */
export async function searchLog(
  dataSource: DataSource,
  query: SpendLogQuery,
  scope: SpendScope,
): Promise<SpendLogPage> {
  const order: LogOrder = { field: query.sort_by ?? 'startTime', direction: query.sort_order ?? 'desc' };
  const pageSize = query.page_size ?? PAGE_SIZE_DEFAULT;
  const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, order);
  const page = cursor?.page ?? query.page ?? 1;
  const offset = cursor ? 0 : (page - 1) * pageSize;
  if (offset + pageSize > COUNTED_MAX) throw tooDeep();
  const filter = logFilter(query, scope);
  return readReport(dataSource, async (read) => {
    const counted = cursor ? { total: cursor.total, capped: cursor.totalCapped } : await count(read, filter);
    if (counted.total === 0) return { ...EMPTY_PAGE, page, page_size: pageSize };
    const rows = await readRows(read, { filter: filter.copy(), order, cursor, offset, limit: pageSize + 1 });
    const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
    return {
      data: rows.slice(0, pageSize).map(toSpendLogRow),
      total: counted.total,
      total_capped: counted.capped,
      page,
      page_size: pageSize,
      total_pages: Math.ceil(counted.total / pageSize),
      next_cursor: last ? encodeCursor(cursorAt(last, order, page + 1, counted)) : null,
    };
  });
}

const EMPTY_PAGE = { data: [], total: 0, total_capped: false, total_pages: 0, next_cursor: null };

async function count(read: ReadRows, filter: Conditions): Promise<Counted> {
  const [row] = await read<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM spend_call ${filter.where()} LIMIT ${COUNTED_MAX + 1}) AS found`,
    filter.parameters,
  );
  const found = row?.count ?? 0;
  return { total: Math.min(found, COUNTED_MAX), capped: found > COUNTED_MAX };
}

interface PageOfRows {
  filter: Conditions;
  order: LogOrder;
  cursor: LogCursor | null;
  offset: number;
  limit: number;
}

async function readRows(read: ReadRows, page: PageOfRows): Promise<SortedRow[]> {
  const { filter, order, cursor } = page;
  const { expression } = SORT_KEYS[order.field];
  const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
  if (cursor) addAfter(filter, cursor);
  const columns = order.field === 'startTime' ? ['started_at', 'id'] : [expression, 'started_at', 'id'];
  return read<SortedRow>(
    `SELECT ${EVENT_COLUMNS}, (${expression})::text AS "sortValue" FROM spend_call ${filter.where()}
     ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')}
     LIMIT ${page.limit} OFFSET ${page.offset}`,
    filter.parameters,
  );
}

/** Rows behind the cursor: a row comparison, which an index on the same columns answers. */
function addAfter(filter: Conditions, cursor: LogCursor): void {
  const { field, direction } = cursor.order;
  const { expression, type } = SORT_KEYS[field];
  const comparison = direction === 'asc' ? '>' : '<';
  const startedAt = `${filter.parameter(cursor.startedAt)}::timestamptz`;
  if (field === 'startTime') {
    filter.add(`(started_at, id) ${comparison} (${startedAt}, ?::uuid)`, cursor.id);
    return;
  }
  const id = `${filter.parameter(cursor.id)}::uuid`;
  filter.add(
    `(${expression}, started_at, id) ${comparison} (?::text::${type}, ${startedAt}, ${id})`,
    cursor.sortValue,
  );
}

function cursorAt(row: SortedRow, order: LogOrder, page: number, counted: Counted): LogCursor {
  const place = { sortValue: row.sortValue, startedAt: row.startedAt.toISOString(), id: row.id };
  return { order, ...place, page, total: counted.total, totalCapped: counted.capped };
}

function tooDeep(): ApiError {
  return new ApiError({
    class: 'BadRequestError',
    message: `page reaches at most ${COUNTED_MAX} rows deep; follow next_cursor, or narrow the filter.`,
    param: 'page',
  });
}
