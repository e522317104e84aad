import { Injectable } from '@nestjs/common';
import { type Caller, seesEverything } from '@tollgate/auth';
import { type Failure, ok, type Result, USER_SORT_FIELDS, type UserPageQuery } from '@tollgate/core';
import { badRequest, type OrganizationMember, OrganizationStore, OwnedKeys } from '@tollgate/organizations';
import { TeamStore } from '@tollgate/teams';
import { type User } from '../domain/user.js';
import { type UserFilter, type UserOrder } from '../store/user-page.js';
import { UserStore } from '../store/user-store.js';

export const USER_PAGE_SIZE_DEFAULT = 25;

export interface ListedUsers {
  readonly users: readonly {
    readonly user: User;
    readonly teams: readonly string[];
    readonly organizations: readonly OrganizationMember[];
    readonly keyCount: number;
  }[];
  readonly total: number;
  readonly page: number;
  readonly size: number;
}

/** Lists users: all to admins, those of his organizations to an organization's admin. */
@Injectable()
export class ListUsers {
  constructor(
    private readonly store: UserStore,
    private readonly teams: TeamStore,
    private readonly organizations: OrganizationStore,
    private readonly keys: OwnedKeys,
  ) {}

  async run(query: UserPageQuery, caller: Caller): Promise<Result<ListedUsers>> {
    const order = orderOf(query);
    if (!order.ok) return order;
    const filter = await this.filterOf(query, caller);
    if (!filter.ok) return filter;
    const { users, total } = await this.store.page(filter.value, order.value);
    const ids = users.map((user) => user.userId);
    const [memberships, organizations, counts] = await Promise.all([
      this.teams.membershipsOf(ids),
      this.organizations.membershipsOf(ids),
      this.keys.countOf('user', ids),
    ]);
    return ok({
      users: users.map((user) => ({
        user,
        teams: memberships.filter(({ userId }) => userId === user.userId).map(({ teamId }) => teamId),
        organizations: organizations.filter(({ userId }) => userId === user.userId),
        keyCount: counts.get(user.userId) ?? 0,
      })),
      total,
      page: order.value.page,
      size: order.value.size,
    });
  }

  private async filterOf(query: UserPageQuery, caller: Caller): Promise<Result<UserFilter>> {
    const asked = listOf(query.organization_ids);
    const ids = listOf(query.user_ids);
    const [only] = ids ?? [];
    const filter: UserFilter = {
      role: query.role || null,
      ids: ids && ids.length > 1 ? ids : null,
      idPart: ids?.length === 1 ? (only ?? null) : null,
      ssoIds: listOf(query.sso_user_ids),
      email: query.user_email?.trim() || null,
      team: query.team || null,
      organizations: asked,
    };
    if (seesEverything(caller)) return ok(filter);
    const own = caller.userId === null ? [] : await this.organizations.membershipsOf([caller.userId]);
    const administered = own.filter(({ role }) => role === 'org_admin').map((each) => each.organizationId);
    if (administered.length === 0) return { ok: false, failure: NOT_ALLOWED };
    const organizations = asked ? administered.filter((id) => asked.includes(id)) : administered;
    return ok({ ...filter, organizations });
  }
}

/** Comma-separated values; null when there are none. */
function listOf(text: string | undefined): string[] | null {
  const values = (text ?? '').split(',').map((value) => value.trim());
  const present = values.filter((value) => value !== '');
  return present.length > 0 ? present : null;
}

function orderOf(query: UserPageQuery): Result<UserOrder> {
  const sortBy = query.sort_by ?? 'created_at';
  if (!USER_SORT_FIELDS.includes(sortBy))
    return badRequest('sort_by', `sort_by must be one of ${USER_SORT_FIELDS.join(', ')}`);
  const direction = (query.sort_order ?? 'asc').toLowerCase();
  if (direction !== 'asc' && direction !== 'desc')
    return badRequest('sort_order', 'sort_order must be asc or desc');
  const descending = direction === 'desc';
  return ok({ page: query.page ?? 1, size: query.page_size ?? USER_PAGE_SIZE_DEFAULT, sortBy, descending });
}

const NOT_ALLOWED: Failure = {
  class: 'AuthenticationError',
  message: 'Only admins of the proxy or of an organization may list users.',
  param: null,
};
