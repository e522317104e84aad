import { type SpendLogRow } from '@tollgate/core';
import { Button, Switch } from '@mantine/core';
import { IconListSearch, IconRefresh } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { CodeBlock, DataTable, EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo } from 'react';
import { exampleCall } from '../../shared/example-call.js';
import { DownloadLogsButton } from './download-logs-button.js';
import { logColumns } from './log-columns.js';
import { LogDrawer } from './log-drawer.js';
import { LogsToolbar } from './logs-toolbar.js';
import { isFiltered, NO_FILTERS, type LogsSearch } from './logs-search.js';
import { useLogRow, useLogs } from './use-logs.js';

const route = getRouteApi('/_app/logs');

/** Every call, newest first. */
export function LogsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { query, rows, loadMore, backToNewest } = useLogs(search);
  const opened = useLogRow(search.open, rows);
  const setSearch = useCallback(
    (change: Partial<LogsSearch>) =>
      void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    [navigate],
  );
  const open = useCallback((row: SpendLogRow) => setSearch({ open: row.id }), [setSearch]);
  const columns = useMemo(() => logColumns(open), [open]);
  const toggleLive = (live: boolean) => {
    setSearch({ live: live ? 'on' : undefined });
    if (live) void backToNewest();
  };
  const first = query.data?.pages[0];
  return (
    <>
      <PageHeader
        title="Logs"
        description="One line for every call, answered or not."
        actions={
          <>
            <Switch
              label="Live"
              size="sm"
              checked={search.live === 'on'}
              onChange={(event) => toggleLive(event.currentTarget.checked)}
            />
            <DownloadLogsButton search={search} disabled={rows?.length === 0} />
            <Button
              variant="default"
              size="xs"
              leftSection={<IconRefresh size={14} />}
              onClick={() => void backToNewest()}
            >
              Refresh
            </Button>
          </>
        }
      />
      <LogsToolbar
        search={search}
        onChange={setSearch}
        total={first && { rows: first.total, more: first.total_capped }}
      />
      {query.error && !query.data ? (
        <ErrorState
          title="The logs could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <DataTable
          label="Calls"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={open}
          {...(search.open !== undefined && { openId: search.open })}
          skeletonRows={14}
          minWidth={520}
          virtual={{ height: 'max(320px, calc(100dvh - 180px))', onEnd: loadMore }}
          empty={<NoLogs search={search} onChange={setSearch} />}
        />
      )}
      {query.isFetchNextPageError && query.error && (
        <ErrorState title="Older calls could not be loaded" error={query.error} onRetry={loadMore} />
      )}
      <LogDrawer
        opened={search.open !== undefined}
        row={opened.row}
        error={opened.error}
        onRetry={() => void opened.refetch()}
        onClose={() => setSearch({ open: undefined })}
      />
    </>
  );
}

function NoLogs({
  search,
  onChange,
}: {
  search: LogsSearch;
  onChange: (change: Partial<LogsSearch>) => void;
}) {
  if (isFiltered(search) || search.range !== 'all') {
    return (
      <EmptyState
        icon={IconListSearch}
        title={isFiltered(search) ? 'No call matches' : 'No calls in this time'}
        action={
          <Button
            variant="default"
            onClick={() => onChange({ ...NO_FILTERS, from: undefined, to: undefined, range: 'all' })}
          >
            Show all calls
          </Button>
        }
      >
        Calls appear here within seconds. Widen the time or clear the filters to see older ones.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={IconListSearch} title="No calls yet" action={<CodeBlock {...exampleCall()} />}>
      Every call leaves a line here with its status, tokens, cost and duration. Make the first with a key of
      yours:
    </EmptyState>
  );
}
