import { type KeyList, type KeyView } from '@tollgate/core';
import { Button, Group, Pagination, Text } from '@mantine/core';
import { IconKey, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { count, DataTable, EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { keyListQuery } from './api/list-keys.js';
import { CreateKeyModal } from './create-key-modal.js';
import { EditKeyModal } from './edit-key-modal.js';
import { keyColumns } from './key-columns.js';
import { KEYS_PER_PAGE, toKeyListQuery, toSortField, type KeysSearch } from './keys-search.js';
import { KeysToolbar } from './keys-toolbar.js';
import { useKeyActions } from './use-key-actions.js';

const route = getRouteApi('/_app/keys');

/** All keys: found, sorted and paged by the server. */
export function KeysPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, isPlaceholderData } = useQuery(keyListQuery(toKeyListQuery(search)));
  const setSearch = useCallback(
    (change: Partial<KeysSearch>) =>
      void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: true }),
    [navigate],
  );
  const create = () => setSearch({ create: 'open' });
  const filtered = search.q !== undefined || search.status !== undefined;
  return (
    <>
      <PageHeader
        title="Keys"
        description="What apps and people present to the gateway: each with its models, budget and limits."
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={create} aria-keyshortcuts="c">
            Create key
          </Button>
        }
      />
      <KeysToolbar search={search} onChange={setSearch} total={data?.total_count} />
      {error && !data ? (
        <ErrorState title="The keys could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <KeysTable
          list={data}
          stale={isPlaceholderData}
          search={search}
          onSearch={setSearch}
          empty={
            filtered ? (
              <NothingFound onClear={() => setSearch({ q: undefined, status: undefined })} />
            ) : (
              <NoKeys onCreate={create} />
            )
          }
        />
      )}
      <CreateKeyModal opened={search.create === 'open'} onClose={() => setSearch({ create: undefined })} />
    </>
  );
}

interface KeysTableProps {
  list: KeyList | undefined;
  stale: boolean;
  search: KeysSearch;
  onSearch: (change: Partial<KeysSearch>) => void;
  empty: ReactNode;
}

function KeysTable({ list, stale, search, onSearch, empty }: KeysTableProps) {
  const navigate = route.useNavigate();
  const [editing, setEditing] = useState<KeyView | null>(null);
  const actions = useKeyActions();
  const readOnly = search.status === 'deleted';
  const columns = useMemo(
    () => keyColumns(readOnly ? null : { actions, onEdit: setEditing }),
    [readOnly, actions],
  );
  const { sort = 'created_at', order = 'desc', page = 1 } = search;
  return (
    <>
      <DataTable
        label="Keys"
        columns={columns}
        rows={list?.keys}
        rowId={(key) => key.token}
        sorting={{ field: sort, order }}
        onSort={(sorting) => onSearch({ sort: toSortField(sorting.field), order: sorting.order })}
        {...(!readOnly && {
          onOpen: (key: KeyView) => void navigate({ to: '/keys/$keyHash', params: { keyHash: key.token } }),
        })}
        stale={stale}
        skeletonRows={10}
        minWidth={640}
        empty={empty}
      />
      {list && list.total_count > KEYS_PER_PAGE && (
        <Group justify="space-between" mt="sm">
          <Text fz="sm" c="dimmed" className="tg-figures">
            {count((page - 1) * KEYS_PER_PAGE + 1)}–{count(Math.min(page * KEYS_PER_PAGE, list.total_count))}{' '}
            of {count(list.total_count)}
          </Text>
          <Pagination
            size="sm"
            total={list.total_pages}
            value={page}
            onChange={(next) => onSearch({ page: next === 1 ? undefined : next })}
            getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          />
        </Group>
      )}
      <EditKeyModal apiKey={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function NoKeys({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState
      icon={IconKey}
      title="No keys yet"
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={onCreate}>
          Create the first key
        </Button>
      }
    >
      Give every app its own key: then its spend has a name, its budget a limit, and blocking it stops nobody
      else.
    </EmptyState>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={IconSearch}
      title="No key matches"
      action={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      Search looks at the name, the last four characters of the key and the start of its hash.
    </EmptyState>
  );
}
