import { Button } from '@mantine/core';
import { type ExportView } from '@tollgate/core';
import { IconFileExport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DataTable, EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useDeleteExport } from './api/delete-export.js';
import { exportsQuery } from './api/list-exports.js';
import { exportColumns } from './export-columns.js';
import { ExportDrawer } from './export-drawer.js';
import { ExportModal } from './export-modal.js';
import { exportTitle } from './export-names.js';
import { type ExportsSearch } from './exports-search.js';

const route = getRouteApi('/_app/exports');

/** Files for finance: ordered here, written by a worker, fetched here. */
export function ExportsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(exportsQuery);
  const setSearch = useCallback(
    (next: ExportsSearch) => void navigate({ search: next, replace: true }),
    [navigate],
  );
  const open = useCallback((row: ExportView) => setSearch({ open: row.id }), [setSearch]);
  const askDelete = useAskDelete();
  const columns = useMemo(() => exportColumns({ onOpen: open, onDelete: askDelete }), [open, askDelete]);
  const newButton = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSearch({ create: 'open' })}>
      New export
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Exports"
        description="Spend as a file, exact to the last digit. A file is handed out only when its rows, the hourly sums and the calls agree."
        actions={newButton}
      />
      {error && !data ? (
        <ErrorState title="The exports could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Exports"
          columns={columns}
          rows={data}
          rowId={(row) => row.id}
          onOpen={open}
          {...(search.open !== undefined && { openId: search.open })}
          minWidth={640}
          empty={
            <EmptyState icon={IconFileExport} title="No exports yet" action={newButton}>
              A month by team and model as an Excel file, every call as Parquet, or the month-close pack for
              the books.
            </EmptyState>
          }
        />
      )}
      <ExportModal
        search={search}
        onClose={() => setSearch({})}
        onOrdered={(id) => setSearch({ open: id })}
      />
      <ExportDrawer row={data?.find(({ id }) => id === search.open)} onClose={() => setSearch({})} />
    </>
  );
}

function useAskDelete() {
  const { mutate: remove } = useDeleteExport();
  return useCallback(
    (row: ExportView) =>
      askFirst({
        title: `Remove ${exportTitle(row)}, ${row.period.label}?`,
        consequence: 'Its file can no longer be downloaded. The calls it was made of stay.',
        facts: ['The audit log keeps who ordered it.'],
        confirm: 'Remove export',
        onConfirm: () =>
          remove(row.id, {
            onSuccess: () => tell('The export is removed.'),
            onError: tellFailure('The export could not be removed'),
          }),
      }),
    [remove],
  );
}
