import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback } from 'react';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { keyListQuery } from './api/list-keys.js';
import { CreateKeyModal } from './create-key-modal.js';
import { toKeyListQuery, type KeysSearch } from './keys-search.js';
import { KeysTable } from './keys-table.js';
import { KeysToolbar } from './keys-toolbar.js';

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
          deleted={search.status === 'deleted'}
          view={search}
          onView={setSearch}
          empty={
            filtered ? (
              <NothingFound
                title="No key matches"
                onClear={() => setSearch({ q: undefined, status: undefined })}
              >
                Search looks at the name, the last four characters of the key and the start of its hash.
              </NothingFound>
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
