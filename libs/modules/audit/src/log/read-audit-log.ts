import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AUDIT_ACTIONS,
  AUDIT_SORT_FIELDS,
  AUDIT_TABLES,
  AUDIT_TOTAL_MAX,
  type AuditQuery,
  type AuditSortField,
  type Failure,
  ok,
  refuse,
  type Result,
} from '@tollgate/core';
import { type AuditEntryRow } from './audit-entry-row.js';
import { cursorOf, positionOf } from './audit-cursor.js';
import { type AuditFilter, type AuditOrder, type AuditPosition, type AuditSortColumn } from './audit-page.js';
import { AuditStore } from './audit-store.js';
import { namedTimeOf } from './audit-time.js';

export const AUDIT_PAGE_SIZE_DEFAULT = 10;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const SORT_COLUMNS = {
  updated_at: 'at',
  action: 'action',
  table_name: 'objectType',
  object_id: 'objectId',
} as const satisfies Record<AuditSortField, AuditSortColumn>;

export interface ListedAuditEntries {
  readonly entries: readonly AuditEntryRow[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly nextCursor: string | null;
}

/** Shows the audit log. The routes are for who sees everything. */
@Injectable()
export class ReadAuditLog {
  constructor(private readonly store: AuditStore) {}

  async page(query: AuditQuery): Promise<Result<ListedAuditEntries>> {
    const filter = filterOf(query);
    if (!filter.ok) return filter;
    const order = orderOf(query);
    if (!order.ok) return order;
    const size = order.value.limit;
    const [found, total] = await Promise.all([
      // One more tells whether there is a next page.
      this.store.page(filter.value, { ...order.value, limit: size + 1 }),
      this.store.count(filter.value, AUDIT_TOTAL_MAX),
    ]);
    const entries = found.slice(0, size);
    const last = found.length > size && order.value.sortBy === 'at' ? entries.at(-1) : undefined;
    return ok({ entries, total, page: query.page ?? 1, size, nextCursor: last ? cursorOf(last) : null });
  }

  async one(id: string): Promise<Result<AuditEntryRow>> {
    const entry = UUID.test(id) ? await this.store.findById(id) : null;
    return entry
      ? ok(entry)
      : refuse({ class: 'NotFoundError', message: 'There is no such entry in the audit log.', param: 'id' });
  }
}

function filterOf(query: AuditQuery): Result<AuditFilter> {
  const action = query.action || null;
  if (action !== null && !AUDIT_ACTIONS.includes(action))
    return bad('action', `action must be one of ${AUDIT_ACTIONS.join(', ')}`);
  const from = query.start_date ? namedTimeOf(query.start_date) : null;
  const before = query.end_date ? namedTimeOf(query.end_date) : null;
  if (query.start_date && !from) return bad('start_date', `start_date must be ${TIME_FORMAT}`);
  if (query.end_date && !before) return bad('end_date', `end_date must be ${TIME_FORMAT}`);
  return ok({
    changedBy: query.changed_by || null,
    userId: query.user_id || null,
    keyHash: hashIn(query.changed_by_api_key),
    action,
    objectTypes: objectTypesOf(query),
    objectId: hashIn(query.object_key_hash) ?? (query.object_id || null),
    teamId: query.object_team_id || null,
    from: from && from.from,
    before: before && before.before,
  });
}

/** Kinds of objects; a table may hold several. What is asked for twice has to be both. */
function objectTypesOf(query: AuditQuery): string[] | null {
  const asked = [
    query.table_name ? typesOfTable(query.table_name) : null,
    query.object_type ? [query.object_type] : null,
    query.object_key_hash ? ['virtual_key'] : null,
  ].filter((types) => types !== null);
  const [first, ...others] = asked;
  return first ? first.filter((type) => others.every((types) => types.includes(type))) : null;
}

/** LiteLLM's name of a table, or ours. */
function typesOfTable(table: string): string[] {
  const types = Object.entries(AUDIT_TABLES).filter(([, name]) => name === table);
  return types.length > 0 ? types.map(([type]) => type) : [table];
}

/** The hash of a key that a query names by itself or by its hash. */
function hashIn(key: string | undefined): string | null {
  if (!key) return null;
  return key.startsWith('sk-') ? createHash('sha256').update(key).digest('hex') : key;
}

function orderOf(query: AuditQuery): Result<AuditOrder> {
  const sortBy = query.sort_by || 'updated_at';
  if (!AUDIT_SORT_FIELDS.includes(sortBy))
    return bad('sort_by', `sort_by must be one of ${AUDIT_SORT_FIELDS.join(', ')}`);
  const direction = (query.sort_order || 'desc').toLowerCase();
  if (direction !== 'asc' && direction !== 'desc') return bad('sort_order', 'sort_order must be asc or desc');
  const behind = positionIn(query);
  if (!behind.ok) return behind;
  const [limit, page] = [query.page_size ?? AUDIT_PAGE_SIZE_DEFAULT, query.page ?? 1];
  return ok({
    sortBy: SORT_COLUMNS[sortBy],
    descending: direction === 'desc',
    limit,
    offset: behind.value ? 0 : (page - 1) * limit,
    behind: behind.value,
  });
}

function positionIn({ cursor, sort_by: sortBy }: AuditQuery): Result<AuditPosition | null> {
  if (!cursor) return ok(null);
  if (sortBy && sortBy !== 'updated_at') return bad('cursor', 'cursor goes with sort_by=updated_at only');
  const position = positionOf(cursor);
  return position ? ok(position) : bad('cursor', 'cursor must be a next_cursor of an earlier reply');
}

const TIME_FORMAT = 'a day (YYYY-MM-DD) or an ISO 8601 instant';

function bad(param: string, message: string) {
  return refuse<Failure>({ class: 'BadRequestError', type: 'bad_request_error', message, param });
}
