import { type SpendLogRow } from '@tollgate/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { DataTable, ErrorState } from '@tollgate/ui';
import { Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { listLogs } from './api/list-logs.js';
import { logColumns } from './log-columns.js';

/** The last ten calls of one key; a click opens one in the log. */
export function RecentCalls({ keyHash }: { keyHash: string }) {
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ['logs', 'recent', keyHash],
    queryFn: ({ signal }) => listLogs({ api_key: keyHash, page_size: 10 }, signal),
  });
  const open = useCallback(
    (row: SpendLogRow) =>
      void navigate({ to: '/logs', search: { key: keyHash, range: 'all', open: row.id } }),
    [navigate, keyHash],
  );
  const columns = useMemo(
    () => logColumns(open).filter((column) => !('accessorKey' in column) || column.accessorKey !== 'api_key'),
    [open],
  );
  if (error) {
    return <ErrorState title="The calls could not be loaded" error={error} onRetry={() => void refetch()} />;
  }
  return (
    <DataTable
      label="Recent calls"
      columns={columns}
      rows={data?.data}
      rowId={(row) => row.id}
      onOpen={open}
      skeletonRows={5}
      minWidth={520}
      empty={
        <Text c="dimmed" fz="sm" p="md">
          This key has not been used yet.
        </Text>
      }
    />
  );
}
