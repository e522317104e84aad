import { type AuditAction } from '@tollgate/core';
import { type SelectQueryBuilder } from 'typeorm';
import { type AuditEntryRow } from './audit-entry-row.js';

/** Which entries a page shows; null members do not filter. */
export interface AuditFilter {
  /** On whose behalf, as the header of the call said; else the user that acted. */
  readonly changedBy: string | null;
  readonly userId: string | null;
  /** SHA-256 of the key that acted. */
  readonly keyHash: string | null;
  readonly action: AuditAction | null;
  readonly objectTypes: readonly string[] | null;
  readonly objectId: string | null;
  /** The team, and what is in it. */
  readonly teamId: string | null;
  /** From this instant on, and before that one. */
  readonly from: Date | null;
  readonly before: Date | null;
}

export type AuditSortColumn = 'at' | 'action' | 'objectType' | 'objectId';

export interface AuditOrder {
  readonly sortBy: AuditSortColumn;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
  /** Entries behind this one only; the order is by time then. */
  readonly behind: AuditPosition | null;
}

/** Where an entry stands in the order of time. */
export interface AuditPosition {
  readonly at: Date;
  readonly id: string;
}

type AuditQueryBuilder = SelectQueryBuilder<AuditEntryRow>;

/** Conditions of a filter on a query whose alias is `entry`. */
export function applyAuditFilter(query: AuditQueryBuilder, filter: AuditFilter): void {
  const conditions = [
    ['coalesce(entry.changedBy, entry.userId) = :changedBy', 'changedBy', filter.changedBy],
    ['entry.userId = :userId', 'userId', filter.userId],
    ['entry.keyHash = :keyHash', 'keyHash', filter.keyHash],
    ['entry.action = :action', 'action', filter.action],
    ['entry.objectType = ANY(:objectTypes)', 'objectTypes', filter.objectTypes],
    ['entry.objectId = :objectId', 'objectId', filter.objectId],
    [OF_TEAM, 'teamId', filter.teamId],
    ['entry.at >= :from', 'from', filter.from],
    ['entry.at < :before', 'before', filter.before],
  ] as const;
  for (const [condition, name, value] of conditions)
    if (value !== null) query.andWhere(condition, { [name]: value });
}

/** An update shows only what differs, so which team a key is in is asked of the key, or of its copy once it is deleted. */
const OF_TEAM = `(
  (entry.objectType = 'team' AND entry.objectId = :teamId)
  OR entry.before ->> 'team_id' = :teamId OR entry.after ->> 'team_id' = :teamId
  OR (entry.objectType = 'virtual_key' AND entry.objectId IN (
    SELECT token FROM virtual_key WHERE team_id = :teamId
    UNION ALL SELECT token FROM deleted_key WHERE team_id = :teamId)))`;

/** Ties are ordered by id, so that no entry stands on two pages. */
export function applyAuditOrder(query: AuditQueryBuilder, order: AuditOrder): void {
  const direction = order.descending ? 'DESC' : 'ASC';
  query.orderBy(`entry.${order.sortBy}`, direction);
  if (order.sortBy !== 'at') query.addOrderBy('entry.at', direction);
  query.addOrderBy('entry.id', direction).limit(order.limit).offset(order.offset);
  if (order.behind)
    query.andWhere(`(entry.at, entry.id) ${order.descending ? '<' : '>'} (:behindAt, :behindId::uuid)`, {
      behindAt: order.behind.at,
      behindId: order.behind.id,
    });
}
