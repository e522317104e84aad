import { type UserPage } from '@tollgate/core';
import { Group, Text } from '@mantine/core';
import { BudgetBar, columnsFor, count, MoneyText, TimeText } from '@tollgate/ui';
import { RowLink } from '../../shared/links.js';
import { nameOfUser, ROLE_LABELS } from './user-name.js';

export type UserRow = UserPage['users'][number];

const helper = columnsFor<UserRow>();

/** Columns of the user list. */
export const userColumns = helper.columns([
  helper.accessor('user_email', {
    header: 'User',
    meta: { sortField: 'user_email' },
    cell: ({ row }) => <UserName user={row.original} />,
  }),
  helper.accessor('user_role', {
    header: 'Role',
    meta: { sortField: 'user_role', width: '150px', from: 'sm' },
    cell: ({ getValue }) => ROLE_LABELS[getValue()],
  }),
  helper.accessor('spend', {
    header: 'Spend (USD)',
    meta: { sortField: 'spend', align: 'right', width: '120px' },
    cell: ({ getValue }) => <MoneyText usd={getValue()} />,
  }),
  helper.accessor('max_budget', {
    header: 'Budget (USD)',
    meta: { align: 'right', width: '170px', from: 'sm' },
    cell: ({ row }) => <BudgetBar spend={row.original.spend} budget={row.original.max_budget} />,
  }),
  helper.accessor('key_count', {
    header: 'Keys',
    meta: { align: 'right', width: '80px', from: 'md' },
    cell: ({ getValue }) => count(getValue()),
  }),
  helper.accessor((user) => user.teams.length, {
    id: 'teams',
    header: 'Teams',
    meta: { align: 'right', width: '80px', from: 'md' },
    cell: ({ getValue }) => count(getValue()),
  }),
  helper.accessor('created_at', {
    header: 'Created',
    meta: { sortField: 'created_at', from: 'lg', width: '130px' },
    cell: ({ getValue }) => <TimeText iso={getValue()} />,
  }),
]);

function UserName({ user }: { user: UserRow }) {
  const name = nameOfUser(user);
  return (
    <Group gap="xs" wrap="nowrap">
      <RowLink to="/users/$userId" params={{ userId: user.user_id }}>
        {name}
      </RowLink>
      {user.user_email !== null && user.user_email !== name && (
        <Text component="span" fz="xs" c="dimmed" visibleFrom="lg">
          {user.user_email}
        </Text>
      )}
    </Group>
  );
}
