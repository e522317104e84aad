import { KEY_SORT_FIELDS, type KeyListQuery, type KeySortField } from '@tollgate/core';
import { choiceField, pageField, textField, type RawSearch } from '../../shared/url/search-fields.js';

export const KEY_STATUSES = ['active', 'blocked', 'expired', 'deleted'] as const;
export const KEYS_PER_PAGE = 25;

/** What of the Keys page is in the address bar; what is absent has its default. */
export interface KeysSearch {
  q?: string | undefined;
  status?: (typeof KEY_STATUSES)[number] | undefined;
  sort?: KeySortField | undefined;
  order?: 'asc' | 'desc' | undefined;
  page?: number | undefined;
  /** The dialog that makes a key is open. */
  create?: 'open' | undefined;
}

export function readKeysSearch(search: RawSearch): KeysSearch {
  return {
    q: textField(search, 'q'),
    status: choiceField(search, 'status', KEY_STATUSES),
    sort: choiceField(search, 'sort', KEY_SORT_FIELDS),
    order: choiceField(search, 'order', ['asc', 'desc']),
    page: pageField(search, 'page'),
    create: choiceField(search, 'create', ['open']),
  };
}

/** The API's question behind an address. */
export function toKeyListQuery(search: KeysSearch): KeyListQuery {
  return {
    page: search.page ?? 1,
    size: KEYS_PER_PAGE,
    sort_by: search.sort ?? 'created_at',
    sort_order: search.order ?? 'desc',
    ...(search.q !== undefined && { search: search.q }),
    ...(search.status !== undefined && { status: search.status }),
  };
}

/** A column's sort field as the API knows it; undefined is the default order. */
export function toSortField(field: string): KeySortField | undefined {
  return KEY_SORT_FIELDS.find((known) => known === field);
}
