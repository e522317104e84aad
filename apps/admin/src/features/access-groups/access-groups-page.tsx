import { Button } from '@mantine/core';
import { type AccessGroupView } from '@tollgate/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  columnsFor,
  count,
  DataTable,
  EmptyState,
  ErrorState,
  NameList,
  PageHeader,
  TimeText,
} from '@tollgate/ui';
import { useCallback, useMemo, useState } from 'react';
import { Text } from '@mantine/core';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { EditDelete } from '../../shared/edit-delete.js';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { useAccess } from '../session/api/access.js';
import { CreateAccessGroupModal, EditAccessGroupModal } from './access-group-modals.js';
import { useDeleteAccessGroup } from './api/delete-access-group.js';
import { accessGroupsQuery } from './api/list-access-groups.js';

const route = getRouteApi('/_app/access-groups');
const helper = columnsFor<AccessGroupView>();

interface GroupActions {
  onEdit: (group: AccessGroupView) => void;
  onDelete: (group: AccessGroupView) => void;
}

const groupColumns = (actions: GroupActions | null) =>
  helper.columns([
    helper.accessor('access_group_name', {
      header: 'Group',
      cell: ({ row, getValue }) => (
        <Text component="span" fz="sm" truncate maw={360} display="inline-block">
          <Text component="span" fz="sm" fw={500}>
            {getValue()}
          </Text>{' '}
          <Text component="span" fz="xs" c="dimmed">
            {row.original.description}
          </Text>
        </Text>
      ),
    }),
    helper.accessor('access_model_names', {
      header: 'Models',
      meta: { width: '240px' },
      cell: ({ getValue }) => <NameList names={getValue()} none="none" />,
    }),
    helper.accessor((group) => group.assigned_team_ids.length, {
      id: 'teams',
      header: 'Teams',
      meta: { align: 'right', width: '90px', from: 'sm' },
      cell: ({ getValue }) => count(getValue()),
    }),
    helper.accessor((group) => group.assigned_key_ids.length, {
      id: 'keys',
      header: 'Keys',
      meta: { align: 'right', width: '90px', from: 'sm' },
      cell: ({ getValue }) => count(getValue()),
    }),
    helper.accessor('updated_at', {
      header: 'Changed',
      meta: { width: '130px', from: 'lg' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { align: 'right', width: '90px' },
      cell: ({ row: { original: group } }) =>
        actions && (
          <EditDelete
            name={group.access_group_name}
            onEdit={() => actions.onEdit(group)}
            onDelete={() => actions.onDelete(group)}
          />
        ),
    }),
  ]);

/** Sets of models with a name, handed to teams and keys. */
export function AccessGroupsPage() {
  const { q, create } = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const [editing, setEditing] = useState<AccessGroupView | null>(null);
  const askDelete = useAskDelete();
  const { data, error, refetch } = useQuery(accessGroupsQuery);
  const columns = useMemo(
    () => groupColumns(isAdmin ? { onEdit: setEditing, onDelete: askDelete } : null),
    [isAdmin, askDelete],
  );
  const rows = data?.filter((group) =>
    group.access_group_name.toLowerCase().includes(q?.toLowerCase() ?? ''),
  );
  const setCreate = (next: 'open' | undefined) =>
    void navigate({ search: (old) => ({ ...old, create: next }), replace: true });
  const createButton = isAdmin && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreate('open')}>
      Create group
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Access groups"
        description="Models under one name: hand a group to teams and keys, and change what all of them may use in one place."
        actions={createButton}
      />
      <ListToolbar
        noun={{ one: 'group', many: 'groups' }}
        placeholder="Search name"
        q={q}
        onSearch={(next) => void navigate({ search: { q: next }, replace: true })}
        total={rows?.length}
      />
      {error && !data ? (
        <ErrorState title="The groups could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Access groups"
          columns={columns}
          rows={rows}
          rowId={(group) => group.access_group_id}
          minWidth={480}
          empty={
            q === undefined ? (
              <EmptyState icon={IconStack2} title="No access groups yet" action={createButton}>
                Make one such as “chat-models” and give it to every team: a new model is then one change, not
                one for each team.
              </EmptyState>
            ) : (
              <NothingFound title="No group matches" onClear={() => void navigate({ search: {} })}>
                Search looks at the name.
              </NothingFound>
            )
          }
        />
      )}
      <CreateAccessGroupModal opened={create === 'open'} onClose={() => setCreate(undefined)} />
      <EditAccessGroupModal group={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function useAskDelete() {
  const { mutate: remove } = useDeleteAccessGroup();
  return useCallback(
    ({ access_group_id: id, access_group_name: name, ...group }: AccessGroupView) =>
      askFirst({
        title: `Delete ${name}?`,
        consequence:
          'Teams and keys that have it may use its models no longer, unless they have them otherwise.',
        facts: [
          `${count(group.assigned_team_ids.length)} teams and ${count(group.assigned_key_ids.length)} keys have it.`,
          'One that has no other models and groups may use every model afterwards.',
        ],
        confirm: 'Delete group',
        onConfirm: () =>
          remove(id, {
            onSuccess: () => tell(`${name} is deleted.`),
            onError: tellFailure(`${name} could not be deleted`),
          }),
      }),
    [remove],
  );
}
