import { useInfiniteQuery, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { type SpendLogPage, type SpendLogRow } from '@tollgate/core';
import { useCallback, useMemo } from 'react';
import { listLogs } from './api/list-logs.js';
import { toLogQuery, type LogsSearch } from './logs-search.js';

const PAGE_SIZE = 100;
const LIVE_INTERVAL_MS = 3_000;

/**
 * Calls that match, newest first, a page more whenever the end comes into view. Live: the first page is read again and
 * again, as long as nobody has scrolled on to older ones.
 */
export function useLogs(search: LogsSearch) {
  const { live, open: _open, ...filters } = search;
  const queryKey = useMemo(() => ['logs', 'list', filters], [JSON.stringify(filters)]);
  const queryClient = useQueryClient();
  const query = useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      listLogs(
        {
          ...toLogQuery(filters, new Date()),
          page_size: PAGE_SIZE,
          ...(pageParam !== '' && { cursor: pageParam }),
        },
        signal,
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // Who sees nothing waits for the first call to come.
    refetchInterval: ({ state: { data } }) =>
      (live === 'on' && (data?.pages.length ?? 0) <= 1) || data?.pages[0]?.data.length === 0
        ? LIVE_INTERVAL_MS
        : false,
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  /** Drops older pages, so the newest can be read again. */
  const backToNewest = useCallback(() => {
    queryClient.setQueryData<InfiniteData<SpendLogPage, string>>(
      queryKey,
      (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
    );
    return queryClient.invalidateQueries({ queryKey });
  }, [queryClient, queryKey]);
  const rows = useMemo(() => query.data && uniqueRows(query.data.pages), [query.data]);
  return { query, rows, loadMore, backToNewest };
}

/** A row that was read twice, at the seam of two pages, is shown once. */
function uniqueRows(pages: readonly SpendLogPage[]): SpendLogRow[] {
  const rows = new Map<string, SpendLogRow>();
  for (const page of pages) for (const row of page.data) rows.set(row.id, row);
  return [...rows.values()];
}

/** One call by its row id: from the list when it is there, else from the API. */
export function useLogRow(id: string | undefined, rows: readonly SpendLogRow[] | undefined) {
  const listed = rows?.find((row) => row.id === id);
  const fetched = useQuery({
    queryKey: ['logs', 'row', id],
    queryFn: async ({ signal }) =>
      (await listLogs({ request_id: id ?? '', page_size: 1 }, signal)).data[0] ?? null,
    enabled: id !== undefined && listed === undefined,
  });
  return { row: listed ?? fetched.data, error: listed ? null : fetched.error, refetch: fetched.refetch };
}
