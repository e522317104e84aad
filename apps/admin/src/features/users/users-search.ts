import {
  USER_ROLES,
  USER_SORT_FIELDS,
  type Role,
  type UserPageQuery,
  type UserSortField,
} from '@tollgate/core';
import { choiceField, pageField, textField, type RawSearch } from '../../shared/url/search-fields.js';

export const USERS_PER_PAGE = 25;

/** What of the Users page is in the address bar. */
export interface UsersSearch {
  q?: string | undefined;
  role?: Role | undefined;
  sort?: UserSortField | undefined;
  order?: 'asc' | 'desc' | undefined;
  page?: number | undefined;
  create?: 'open' | undefined;
}

export function readUsersSearch(search: RawSearch): UsersSearch {
  return {
    q: textField(search, 'q'),
    role: choiceField(search, 'role', USER_ROLES),
    sort: choiceField(search, 'sort', USER_SORT_FIELDS),
    order: choiceField(search, 'order', ['asc', 'desc']),
    page: pageField(search, 'page'),
    create: choiceField(search, 'create', ['open']),
  };
}

export function toUserQuery({ q, role, sort, order, page }: UsersSearch): UserPageQuery {
  return {
    page: page ?? 1,
    page_size: USERS_PER_PAGE,
    sort_by: sort ?? 'created_at',
    sort_order: order ?? 'desc',
    ...(q !== undefined && { user_email: q }),
    ...(role !== undefined && { role }),
  };
}
