import { TEAM_SORT_FIELDS, type TeamPageQuery, type TeamSortField } from '@tollgate/core';
import { choiceField, pageField, textField, type RawSearch } from '../../shared/url/search-fields.js';

export const TEAMS_PER_PAGE = 25;

/** What of the Teams page is in the address bar. */
export interface TeamsSearch {
  q?: string | undefined;
  sort?: TeamSortField | undefined;
  order?: 'asc' | 'desc' | undefined;
  page?: number | undefined;
  create?: 'open' | undefined;
}

export function readTeamsSearch(search: RawSearch): TeamsSearch {
  return {
    q: textField(search, 'q'),
    sort: choiceField(search, 'sort', TEAM_SORT_FIELDS),
    order: choiceField(search, 'order', ['asc', 'desc']),
    page: pageField(search, 'page'),
    create: choiceField(search, 'create', ['open']),
  };
}

export function toTeamQuery({ q, sort, order, page }: TeamsSearch): TeamPageQuery {
  return {
    page: page ?? 1,
    page_size: TEAMS_PER_PAGE,
    sort_by: sort ?? 'created_at',
    sort_order: order ?? 'desc',
    ...(q !== undefined && { search: q }),
  };
}
