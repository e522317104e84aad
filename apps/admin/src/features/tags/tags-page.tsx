import { Button } from '@mantine/core';
import { type TagView } from '@tollgate/core';
import { IconPlus, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DataTable, EmptyState, ErrorState, InlineCode, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo, useState } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { useAccess } from '../session/api/access.js';
import { useDeleteTag } from './api/delete-tag.js';
import { tagsQuery } from './api/list-tags.js';
import { tagColumns } from './tag-columns.js';
import { CreateTagModal, EditTagModal } from './tag-modals.js';

const route = getRouteApi('/_app/tags');

/** Labels of calls, across keys and teams, each with a budget if it has one. */
export function TagsPage() {
  const { q, create } = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const [editing, setEditing] = useState<TagView | null>(null);
  const [seen, setSeen] = useState<string | undefined>();
  const askDelete = useAskDelete();
  const { data, error, refetch } = useQuery(tagsQuery);
  const setCreate = useCallback(
    (next: 'open' | undefined) =>
      void navigate({ search: (old) => ({ ...old, create: next }), replace: true }),
    [navigate],
  );
  const columns = useMemo(() => {
    const onMake = (name: string) => {
      setSeen(name);
      setCreate('open');
    };
    return tagColumns(isAdmin ? { onEdit: setEditing, onDelete: askDelete, onMake } : null);
  }, [isAdmin, askDelete, setCreate]);
  const rows = data?.filter(({ name }) => name.toLowerCase().includes(q?.toLowerCase() ?? ''));
  const close = () => {
    setSeen(undefined);
    setCreate(undefined);
  };
  const createButton = isAdmin && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreate('open')}>
      Create tag
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Tags"
        description="Projects, features, cost centres: what calls are labelled with, whoever makes them."
        actions={createButton}
      />
      <ListToolbar
        noun={{ one: 'tag', many: 'tags' }}
        placeholder="Search name"
        q={q}
        onSearch={(next) => void navigate({ search: { q: next }, replace: true })}
        total={rows?.length}
      />
      {error && !data ? (
        <ErrorState title="The tags could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Tags"
          columns={columns}
          rows={rows}
          rowId={(tag) => tag.name}
          minWidth={480}
          empty={
            q === undefined ? (
              <EmptyState icon={IconTag} title="No tags yet" action={createButton}>
                Put tags on a key, or send the header <InlineCode>x-litellm-tags</InlineCode> with a call;
                give one a budget here.
              </EmptyState>
            ) : (
              <NothingFound title="No tag matches" onClear={() => void navigate({ search: {} })}>
                Search looks at the name.
              </NothingFound>
            )
          }
        />
      )}
      <CreateTagModal opened={create === 'open'} name={seen} onClose={close} />
      <EditTagModal tag={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function useAskDelete() {
  const { mutate: remove } = useDeleteTag();
  return useCallback(
    ({ name }: TagView) =>
      askFirst({
        title: `Delete ${name}?`,
        consequence: 'Its limits, models and budget hold for calls with the tag no longer.',
        facts: ['No key stops working.', 'Calls keep the tag in logs and reports.'],
        confirm: 'Delete tag',
        onConfirm: () =>
          remove(
            { name },
            {
              onSuccess: () => tell(`${name} is deleted.`),
              onError: tellFailure(`${name} could not be deleted`),
            },
          ),
      }),
    [remove],
  );
}
