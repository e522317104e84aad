import { type SeenTag, type TagView } from '@tollgate/core';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../../../shared/api/client.js';
import { isListOf } from '../../../shared/api/json-shape.js';
import { rangeOf } from '../../../shared/period/period.js';

/** A tag that has rules, or one that calls of the last thirty days carried. */
export type ListedTag = TagView | SeenTag;

/** True for a tag that somebody made: it has limits and a spend of its own. */
export const isMade = (tag: ListedTag): tag is TagView => tag.created_at !== null;

/** GET /tag/list: tags that were made, and those seen in calls of the last thirty days. */
export const tagsQuery = queryOptions({
  queryKey: ['tags', 'list'],
  queryFn: ({ signal }) => {
    const { from, to } = rangeOf('30d', new Date());
    return get('/tag/list', {
      query: { start_date: from, end_date: to },
      expect: isListOf<ListedTag>('name'),
      signal,
    });
  },
});
