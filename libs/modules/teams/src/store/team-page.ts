import { type TeamSortField } from '@tollgate/core';
import { type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

/** Which teams a page shows; null members do not filter. */
export interface TeamFilter {
  readonly teamId: string | null;
  /** Teams with this member. */
  readonly memberId: string | null;
  readonly organizationId: string | null;
  /** Only teams that are in no organization. */
  readonly withoutOrganization: boolean;
  /** Part of the alias. */
  readonly alias: string | null;
  /** Part of the alias, or the id itself. */
  readonly search: string | null;
}

export interface TeamOrder {
  /** From 1. */
  readonly page: number;
  readonly size: number;
  readonly sortBy: TeamSortField;
  readonly descending: boolean;
}

const SORT_COLUMNS = {
  team_id: 'team.teamId',
  team_alias: 'team.teamAlias',
  created_at: 'team.createdAt',
} as const satisfies Record<TeamSortField, string>;

/** Conditions of a filter on a query whose alias is `team`. Parts match without regard to case, and without wildcards. */
export function applyTeamFilter<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  filter: TeamFilter,
): void {
  if (filter.teamId !== null) query.andWhere('team.teamId = :teamId', { teamId: filter.teamId });
  if (filter.memberId !== null)
    query.andWhere(
      'EXISTS (SELECT 1 FROM team_member m WHERE m.team_id = team.teamId AND m.user_id = :memberId)',
      { memberId: filter.memberId },
    );
  if (filter.withoutOrganization) query.andWhere('team.organizationId IS NULL');
  if (filter.organizationId !== null)
    query.andWhere('team.organizationId = :organizationId', { organizationId: filter.organizationId });
  if (filter.alias !== null)
    query.andWhere('strpos(lower(team.teamAlias), lower(:alias)) > 0', { alias: filter.alias });
  if (filter.search !== null)
    query.andWhere('(strpos(lower(team.teamAlias), lower(:search)) > 0 OR team.teamId = :search)', {
      search: filter.search,
    });
}

export function applyTeamOrder<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  order: TeamOrder,
): void {
  const direction = order.descending ? 'DESC' : 'ASC';
  query.orderBy(SORT_COLUMNS[order.sortBy], direction, 'NULLS LAST');
  if (order.sortBy !== 'team_id') query.addOrderBy('team.teamId', direction);
  query.limit(order.size).offset((order.page - 1) * order.size);
}
