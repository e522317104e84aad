import { type UserInfo, type UserView } from '@tollgate/core';
import { Button, SimpleGrid, Text } from '@mantine/core';
import { IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  columnsFor,
  count,
  DataTable,
  ErrorState,
  money,
  NameList,
  PageHeader,
  Section,
  StatCard,
} from '@tollgate/ui';
import { useCallback, useState } from 'react';
import { OwnedKeys } from '../features/keys/owned-keys.js';
import { useAccess } from '../features/session/api/access.js';
import { nameOfTeam } from '../features/teams/team-name.js';
import { userQuery } from '../features/users/api/get-user.js';
import { useUserActions } from '../features/users/use-user-actions.js';
import { EditUserModal, InvitedModal, type Invited } from '../features/users/user-modals.js';
import { nameOfUser, ROLE_LABELS } from '../features/users/user-name.js';
import { BackLink } from '../shared/back-link.js';
import { leftOf, LimitsTable } from '../shared/limits/limits-table.js';
import { RowLink } from '../shared/links.js';

const route = getRouteApi('/_app/users/$userId');

/** One user: role, limits, teams, keys. */
export function UserPage() {
  const { userId } = route.useParams();
  const { data: info, error, refetch } = useQuery(userQuery(userId));
  const { isAdmin } = useAccess();
  const user = info?.user_info ?? undefined;
  if (error && !info) {
    return (
      <>
        <BackLink to="/users">Users</BackLink>
        <PageHeader title="User" />
        <ErrorState title="The user could not be loaded" error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <>
      <BackLink to="/users">Users</BackLink>
      <PageHeader
        title={user ? nameOfUser(user) : '…'}
        description={user ? [ROLE_LABELS[user.user_role], user.user_email].filter(Boolean).join(' · ') : ' '}
        actions={info && user && isAdmin && <Actions user={user} keys={info.keys.length} />}
      />
      <UserFigures user={user} />
      {user && (
        <Section
          title="Who pays"
          description="Calls with a key of this user have to fit into this line as well."
        >
          <LimitsTable rows={[{ ...user, scope: 'User', name: nameOfUser(user) }]} />
        </Section>
      )}
      <Teams info={info} />
      <OwnedKeys owner={{ user_id: userId }} creating={isAdmin} empty="This user has no keys yet." />
    </>
  );
}

function UserFigures({ user }: { user: UserView | undefined }) {
  const left = user && leftOf(user);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <StatCard label="Spend in this window (USD)" value={user && money(user.spend)} />
      <StatCard label="Left (USD)" value={user && (left === null ? 'no limit' : money(left ?? 0))} />
      <StatCard label="Teams" value={user && count(user.teams.length)} />
      <StatCard label="Models" value={user && <NameList names={user.models} none="every model" />} />
    </SimpleGrid>
  );
}

const helper = columnsFor<UserInfo['teams'][number]>();
const teamColumns = helper.columns([
  helper.accessor('team_alias', {
    header: 'Team',
    cell: ({ row }) => (
      <RowLink to="/teams/$teamId" params={{ teamId: row.original.team_id }}>
        {nameOfTeam(row.original)}
      </RowLink>
    ),
  }),
  helper.accessor('models', {
    header: 'Models',
    cell: ({ getValue }) => <NameList names={getValue()} none="every model" />,
  }),
]);

function Teams({ info }: { info: UserInfo | undefined }) {
  return (
    <Section title="Teams">
      <DataTable
        label="Teams"
        columns={teamColumns}
        rows={info?.teams}
        rowId={(team) => team.team_id}
        skeletonRows={2}
        empty={
          <Text c="dimmed" fz="sm" p="md">
            In no team. Members are added on the team's page.
          </Text>
        }
      />
    </Section>
  );
}

function Actions({ user, keys }: { user: UserView; keys: number }) {
  const navigate = route.useNavigate();
  const [editing, setEditing] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  const leave = useCallback(() => void navigate({ to: '/users' }), [navigate]);
  const actions = useUserActions(setInvited, leave);
  const button = { variant: 'default', size: 'xs' } as const;
  return (
    <>
      <Button {...button} leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)}>
        Edit
      </Button>
      <Button {...button} leftSection={<IconLink size={14} />} onClick={() => actions.invite(user)}>
        Password link
      </Button>
      <Button
        {...button}
        c="var(--tg-negative)"
        leftSection={<IconTrash size={14} />}
        onClick={() => actions.askDelete(user, keys)}
      >
        Delete
      </Button>
      <EditUserModal user={editing ? user : null} onClose={() => setEditing(false)} />
      <InvitedModal invited={invited} onClose={() => setInvited(null)} />
    </>
  );
}
