import { type UserSortField } from '@tollgate/core';
import { type SelectQueryBuilder } from 'typeorm';
import { type UserRow } from './user-row.js';

/** Which users a page shows; null members do not filter. */
export interface UserFilter {
  readonly role: string | null;
  readonly ids: readonly string[] | null;
  /** Part of an id. */
  readonly idPart: string | null;
  readonly ssoIds: readonly string[] | null;
  /** Part of the address. */
  readonly email: string | null;
  readonly team: string | null;
  readonly organizations: readonly string[] | null;
}

export interface UserOrder {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly sortBy: UserSortField;
  readonly descending: boolean;
}

const SORT_COLUMNS = {
  user_id: 'user.userId',
  user_email: 'user.userEmail',
  created_at: 'user.createdAt',
  spend: 'user.spend',
  user_alias: 'user.userAlias',
  user_role: 'user.userRole',
} as const satisfies Record<UserSortField, string>;

/** Conditions of a filter on a query whose alias is `user`. Parts match without regard to case, and without wildcards. */
export function applyUserFilter(query: SelectQueryBuilder<UserRow>, filter: UserFilter): void {
  if (filter.role !== null) query.andWhere('user.userRole = :role', { role: filter.role });
  if (filter.ids) query.andWhere('user.userId = ANY(:ids)', { ids: filter.ids });
  if (filter.idPart !== null)
    query.andWhere('strpos(lower(user.userId), lower(:idPart)) > 0', { idPart: filter.idPart });
  if (filter.ssoIds) query.andWhere('user.ssoUserId = ANY(:ssoIds)', { ssoIds: filter.ssoIds });
  if (filter.email !== null)
    query.andWhere('strpos(user.emailKey, lower(:email)) > 0', { email: filter.email });
  if (filter.team !== null)
    query.andWhere(
      'EXISTS (SELECT 1 FROM team_member m WHERE m.user_id = user.userId AND m.team_id = :team)',
      {
        team: filter.team,
      },
    );
  if (filter.organizations)
    query.andWhere(
      'EXISTS (SELECT 1 FROM organization_member o WHERE o.user_id = user.userId AND o.organization_id = ANY(:organizations))',
      { organizations: filter.organizations },
    );
}

export function applyUserOrder(query: SelectQueryBuilder<UserRow>, order: UserOrder): void {
  const direction = order.descending ? 'DESC' : 'ASC';
  query.orderBy(SORT_COLUMNS[order.sortBy], direction, 'NULLS LAST');
  if (order.sortBy !== 'user_id') query.addOrderBy('user.userId', direction);
  query.limit(order.size).offset((order.page - 1) * order.size);
}
