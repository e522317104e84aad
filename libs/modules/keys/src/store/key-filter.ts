import { type KeySortField, unreachable } from '@tollgate/core';
import { type SelectQueryBuilder } from 'typeorm';
import { type KeyColumns } from './key-columns.js';

/** Which keys a list shows; null members do not filter. */
export interface KeyFilter {
  readonly token: string | null;
  readonly userId: string | null;
  readonly teamId: string | null;
  readonly organizationId: string | null;
  readonly projectId: string | null;
  readonly agentId: string | null;
  readonly accessGroupId: string | null;
  readonly keyAlias: string | null;
  /** user and alias match as parts, without regard to case. */
  readonly substring: boolean;
  /** Part of an alias or of the masked name, or the start of a hash. */
  readonly search: string | null;
  readonly state: 'active' | 'blocked' | 'expired' | 'unexpired' | null;
  /** The instant expiry is judged at. */
  readonly now: Date;
}

/** Which part of the list, in which order. */
export interface KeyPage {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly sortBy: KeySortField;
  readonly descending: boolean;
}

type Columns = KeyColumns & { token: string };

/** Adds the conditions of a filter to a query whose alias is `key`. */
export function applyFilter<T extends Columns>(query: SelectQueryBuilder<T>, filter: KeyFilter): void {
  const equal = [
    ['token', filter.token],
    ['teamId', filter.teamId],
    ['organizationId', filter.organizationId],
    ['projectId', filter.projectId],
    ['agentId', filter.agentId],
    ['userId', filter.substring ? null : filter.userId],
    ['keyAlias', filter.substring ? null : filter.keyAlias],
  ] as const;
  for (const [column, value] of equal)
    if (value !== null) query.andWhere(`key.${column} = :${column}`, { [column]: value });
  if (filter.substring) {
    for (const column of ['userId', 'keyAlias'] as const) {
      const part = filter[column];
      if (part !== null) query.andWhere(`key.${column} ILIKE :${column}`, { [column]: containing(part) });
    }
  }
  if (filter.accessGroupId !== null)
    query.andWhere(':accessGroup = ANY(key.accessGroupIds)', { accessGroup: filter.accessGroupId });
  if (filter.search !== null)
    query.andWhere('(key.keyAlias ILIKE :part OR key.keyName ILIKE :part OR key.token LIKE :start)', {
      part: containing(filter.search),
      start: `${escapeLike(filter.search.toLowerCase())}%`,
    });
  applyState(query, filter);
}

function applyState<T extends Columns>(query: SelectQueryBuilder<T>, { state, now }: KeyFilter): void {
  if (state === null) return;
  const unexpired = '(key.expires IS NULL OR key.expires > :now)';
  switch (state) {
    case 'active':
      query.andWhere(`key.blocked IS NOT TRUE AND ${unexpired}`, { now });
      return;
    case 'blocked':
      query.andWhere('key.blocked IS TRUE');
      return;
    case 'expired':
      query.andWhere('key.expires <= :now', { now });
      return;
    case 'unexpired':
      query.andWhere(unexpired, { now });
      return;
    default:
      unreachable(state);
  }
}

const SORT_COLUMNS = {
  spend: 'key.spend',
  max_budget: 'key.maxBudget',
  created_at: 'key.createdAt',
  updated_at: 'key.updatedAt',
  token: 'key.token',
  key_alias: 'key.keyAlias',
} as const satisfies Record<KeySortField, string>;

/** Orders and cuts a query; the hash breaks ties, so pages neither repeat nor lose a key. */
export function applyPage<T extends Columns>(query: SelectQueryBuilder<T>, page: KeyPage): void {
  const direction = page.descending ? 'DESC' : 'ASC';
  query.orderBy(SORT_COLUMNS[page.sortBy], direction, 'NULLS LAST');
  if (page.sortBy !== 'token') query.addOrderBy('key.token', direction);
  query.limit(page.size).offset((page.page - 1) * page.size);
}

function containing(part: string): string {
  return `%${escapeLike(part)}%`;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
