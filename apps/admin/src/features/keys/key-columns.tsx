import { type KeyView } from '@tollgate/core';
import { Group, Progress, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { columnsFor, money, MoneyText, share, StatusBadge, TimeText } from '@tollgate/ui';
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
      cell: ({ row }) => <BudgetUse apiKey={row.original} />,
    }),
    helper.accessor('models', {
      header: 'Models',
      meta: { from: 'xl' },
      cell: ({ getValue }) => <ModelNames models={getValue()} />,
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

function BudgetUse({ apiKey }: { apiKey: KeyView }) {
  const { max_budget: budget, spend } = apiKey;
  if (budget === null) {
    return (
      <Text component="span" fz="sm" c="dimmed">
        none
      </Text>
    );
  }
  const used = budget === 0 ? 1 : Math.min(spend / budget, 1);
  return (
    <Tooltip label={`${money(spend)} of ${money(budget)} used (${share(spend, budget)})`}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Progress
          w={48}
          size={5}
          value={used * 100}
          color={used >= 1 ? 'red' : used >= 0.8 ? 'yellow' : 'accent'}
          aria-label="Budget used"
        />
        <span>{money(budget)}</span>
      </Group>
    </Tooltip>
  );
}

function ModelNames({ models }: { models: readonly string[] }) {
  if (models.length === 0) {
    return (
      <Text component="span" fz="sm" c="dimmed">
        every model
      </Text>
    );
  }
  return (
    <Tooltip label={models.slice(0, 30).join(', ')} disabled={models.length < 2}>
      <Text component="span" fz="sm" truncate maw={220} display="inline-block">
        {models[0]}
        {models.length > 1 && ` +${models.length - 1}`}
      </Text>
    </Tooltip>
  );
}
