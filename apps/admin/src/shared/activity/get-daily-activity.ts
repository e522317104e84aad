import { type ActivityEntry, type DailyActivity, type DailyActivityPage } from '@tollgate/core';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '../api/client.js';
import { hasFields } from '../api/json-shape.js';
import { type DayRange } from '../period/period.js';
import { addMetrics } from './activity-metrics.js';
import { type ActivityEntityKind } from './activity-series.js';

export interface ActivityQuery extends DayRange {
  /** Only this key's calls. */
  keyHash?: string;
  /** A breakdown by these as well. */
  entities?: ActivityEntityKind | undefined;
}

/** Where activity is broken down by an entity; of users, by a parameter of the plain route. */
const PATHS: Readonly<Record<ActivityEntityKind, string>> = {
  team: '/team/daily/activity',
  user: '/user/daily/activity',
  customer: '/customer/daily/activity',
  tag: '/tag/daily/activity',
  organization: '/organization/daily/activity',
};

/** Rows of the rollup the server reads for one page. */
const PAGE_SIZE = 1_000;

/**
 * GET /user/daily/activity (or that of an entity), all pages: one entry a day, newest first. The API pages over rollup rows, so a day may be cut
 * in two at a page's end; its parts are summed here.
 */
export async function getDailyActivity(query: ActivityQuery, signal?: AbortSignal): Promise<DailyActivity[]> {
  const days = new Map<string, DailyActivity>();
  for (let page = 1, more = true; more; page += 1) {
    const reply = await get(PATHS[query.entities ?? 'user'], {
      query: {
        ...(query.entities === 'user' && { entities: 'user' }),
        start_date: query.from,
        end_date: query.to,
        api_key: query.keyHash,
        page,
        page_size: PAGE_SIZE,
      },
      expect: hasFields<DailyActivityPage>('results', 'metadata'),
      ...(signal && { signal }),
    });
    for (const day of reply.results) {
      const known = days.get(day.date);
      days.set(day.date, known ? mergeDays(known, day) : day);
    }
    more = reply.metadata.has_more;
  }
  return [...days.values()];
}

function mergeDays(a: DailyActivity, b: DailyActivity): DailyActivity {
  return {
    date: a.date,
    metrics: addMetrics(a.metrics, b.metrics),
    breakdown: {
      models: mergeEntries(a.breakdown.models, b.breakdown.models),
      model_groups: mergeEntries(a.breakdown.model_groups, b.breakdown.model_groups),
      providers: mergeEntries(a.breakdown.providers, b.breakdown.providers),
      api_keys: mergeEntries(a.breakdown.api_keys, b.breakdown.api_keys),
      entities: mergeEntries(a.breakdown.entities ?? {}, b.breakdown.entities ?? {}),
    },
  };
}

function mergeEntries(
  a: Record<string, ActivityEntry>,
  b: Record<string, ActivityEntry>,
): Record<string, ActivityEntry> {
  const merged = { ...a };
  for (const [id, entry] of Object.entries(b)) {
    const known = merged[id];
    merged[id] = known ? { ...known, metrics: addMetrics(known.metrics, entry.metrics) } : entry;
  }
  return merged;
}

export const dailyActivityQuery = (query: ActivityQuery) =>
  queryOptions({
    queryKey: ['activity', query],
    queryFn: ({ signal }) => getDailyActivity(query, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
