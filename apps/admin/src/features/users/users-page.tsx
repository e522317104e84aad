import { Button, Select } from '@mantine/core';
import { USER_ROLES, USER_SORT_FIELDS } from '@tollgate/core';
import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DataTable, EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback } from 'react';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { Pager } from '../../shared/paging/pager.js';
import { useAccess } from '../session/api/access.js';
import { userListQuery } from './api/list-users.js';
import { userColumns, type UserRow } from './user-columns.js';
import { InviteUserModal } from './user-modals.js';
import { ROLE_LABELS } from './user-name.js';
import { toUserQuery, USERS_PER_PAGE, type UsersSearch } from './users-search.js';

const route = getRouteApi('/_app/users');

/** Everybody who can sign in or has keys: found, sorted and paged by the server. */
export function UsersPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const { data, error, refetch, isPlaceholderData } = useQuery(userListQuery(toUserQuery(search)));
  const setSearch = useCallback(
    (change: Partial<UsersSearch>) =>
      void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: true }),
    [navigate],
  );
  const inviteButton = isAdmin && (
    <Button leftSection={<IconUserPlus size={16} />} onClick={() => setSearch({ create: 'open' })}>
      Invite user
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Users"
        description="People who sign in and make keys, each with a role, a budget and limits."
        actions={inviteButton}
      />
      <UsersToolbar search={search} onChange={setSearch} total={data?.total} />
      {error && !data ? (
        <ErrorState title="The users could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Users"
          columns={userColumns}
          rows={data?.users}
          rowId={(user) => user.user_id}
          sorting={{ field: search.sort ?? 'created_at', order: search.order ?? 'desc' }}
          onSort={({ field, order }) =>
            setSearch({ sort: USER_SORT_FIELDS.find((known) => known === field), order })
          }
          onOpen={(user: UserRow) =>
            void navigate({ to: '/users/$userId', params: { userId: user.user_id } })
          }
          stale={isPlaceholderData}
          minWidth={520}
          empty={
            search.q === undefined && search.role === undefined ? (
              <EmptyState icon={IconUsers} title="No users yet" action={inviteButton}>
                Invite people with a link: they choose a password, make their own keys and see their own
                spend.
              </EmptyState>
            ) : (
              <NothingFound
                title="No user matches"
                onClear={() => setSearch({ q: undefined, role: undefined })}
              >
                Search looks at the e-mail address.
              </NothingFound>
            )
          }
        />
      )}
      <Pager
        page={search.page ?? 1}
        pageSize={USERS_PER_PAGE}
        total={data?.total ?? 0}
        onPage={(page) => setSearch({ page })}
      />
      <InviteUserModal opened={search.create === 'open'} onClose={() => setSearch({ create: undefined })} />
    </>
  );
}

interface UsersToolbarProps {
  search: UsersSearch;
  onChange: (change: Partial<UsersSearch>) => void;
  total: number | undefined;
}

function UsersToolbar({ search, onChange, total }: UsersToolbarProps) {
  return (
    <ListToolbar
      noun={{ one: 'user', many: 'users' }}
      placeholder="Search e-mail address"
      q={search.q}
      onSearch={(q) => onChange({ q })}
      total={total}
    >
      <Select
        aria-label="Role"
        placeholder="Every role"
        clearable
        w={180}
        value={search.role ?? null}
        onChange={(role) => onChange({ role: USER_ROLES.find((known) => known === role) })}
        data={USER_ROLES.map((value) => ({ value, label: ROLE_LABELS[value] }))}
      />
    </ListToolbar>
  );
}
