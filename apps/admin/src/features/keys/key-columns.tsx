import { type KeyView } from '@tollgate/core';
import { Group, Text, VisuallyHidden } from '@mantine/core';
import { BudgetBar, columnsFor, MoneyText, NameList, StatusBadge, TimeText } from '@tollgate/ui';
import { RowLink } from '../../shared/links.js';
import { KeyMenu, type KeyMenuProps } from './key-menu.js';
import { KeyStatusBadge, nameOfKey } from './key-status.js';

const helper = columnsFor<KeyView>();

/** Columns of the key list. Without `menu` the keys are deleted ones: nothing can be done with a row. */
export function keyColumns(menu: Omit<KeyMenuProps, 'apiKey'> | null) {
  return helper.columns([
    helper.accessor('key_alias', {
      header: 'Key',
      meta: { sortField: 'key_alias' },
      cell: ({ row }) => <KeyName apiKey={row.original} linked={menu !== null} />,
    }),
    helper.display({
      id: 'status',
      header: 'Status',
      meta: { width: '120px' },
      cell: ({ row }) =>
        menu ? <KeyStatusBadge apiKey={row.original} /> : <StatusBadge tone="quiet">Deleted</StatusBadge>,
    }),
    helper.accessor('spend', {
      header: 'Spend (USD)',
      meta: { sortField: 'spend', align: 'right', width: '120px' },
      cell: ({ getValue }) => <MoneyText usd={getValue()} />,
    }),
    helper.accessor('max_budget', {
      header: 'Budget (USD)',
      meta: { sortField: 'max_budget', align: 'right', width: '170px', from: 'sm' },
      cell: ({ row }) => <BudgetBar spend={row.original.spend} budget={row.original.max_budget} />,
    }),
    helper.accessor('models', {
      header: 'Models',
      meta: { from: 'xl' },
      cell: ({ getValue }) => <NameList names={getValue()} none="every model" />,
    }),
    helper.accessor('last_active', {
      header: 'Last used',
      meta: { from: 'lg', width: '120px' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
    helper.accessor('expires', {
      header: 'Expires',
      meta: { from: 'xl', width: '120px' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
    helper.accessor('created_at', {
      header: 'Created',
      meta: { sortField: 'created_at', from: 'xl', width: '130px' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
    helper.display({
      id: 'menu',
      header: () => <VisuallyHidden>Actions</VisuallyHidden>,
      meta: { align: 'right', width: '48px' },
      cell: ({ row }) => menu && <KeyMenu apiKey={row.original} {...menu} />,
    }),
  ]);
}

function KeyName({ apiKey, linked }: { apiKey: KeyView; linked: boolean }) {
  const name = nameOfKey(apiKey);
  return (
    <Group gap="xs" wrap="nowrap">
      {linked ? (
        <RowLink to="/keys/$keyHash" params={{ keyHash: apiKey.token }}>
          {name}
        </RowLink>
      ) : (
        <Text component="span" fz="sm" truncate maw={240}>
          {name}
        </Text>
      )}
      {apiKey.key_alias !== null && (
        <Text component="span" ff="monospace" fz="xs" c="dimmed" visibleFrom="lg">
          {apiKey.key_name}
        </Text>
      )}
    </Group>
  );
}
