import { type CustomerView } from '@tollgate/core';
import { Text, UnstyledButton } from '@mantine/core';
import {
  BudgetBar,
  columnsFor,
  durationWords,
  MoneyText,
  NameList,
  StatusBadge,
  TimeText,
} from '@tollgate/ui';
import { limitsInForce } from '../../shared/limits/borrowed-limits.js';

const helper = columnsFor<CustomerView>();

/** Columns of the list of customers. The id is the button that opens a row for the keyboard. */
export const customerColumns = (onOpen: (customer: CustomerView) => void) =>
  helper.columns([
    helper.accessor('user_id', {
      header: 'Customer',
      cell: ({ row, getValue }) => (
        <Text component="span" fz="sm" truncate maw={320} display="inline-block">
          <UnstyledButton fz="sm" fw={500} onClick={() => onOpen(row.original)}>
            {row.original.alias ?? getValue()}
          </UnstyledButton>{' '}
          <Text component="span" fz="xs" c="dimmed">
            {row.original.alias !== null && getValue()}
          </Text>
        </Text>
      ),
    }),
    helper.accessor('blocked', {
      header: 'State',
      meta: { width: '110px', from: 'sm' },
      cell: ({ getValue }) =>
        getValue() ? (
          <StatusBadge tone="negative">Blocked</StatusBadge>
        ) : (
          <StatusBadge tone="positive">Active</StatusBadge>
        ),
    }),
    helper.accessor('spend', {
      header: 'Spend (USD)',
      meta: { align: 'right', width: '120px' },
      cell: ({ getValue }) => <MoneyText usd={getValue()} />,
    }),
    helper.display({
      id: 'budget',
      header: 'Budget (USD)',
      meta: { align: 'right', width: '170px' },
      cell: ({ row }) => {
        const { spend, max_budget: budget } = limitsInForce(row.original);
        return <BudgetBar spend={spend} budget={budget} />;
      },
    }),
    helper.display({
      id: 'resets',
      header: 'Resets',
      meta: { width: '140px', from: 'md' },
      cell: ({ row }) => {
        const duration = limitsInForce(row.original).budget_duration;
        return duration === null ? 'never' : `every ${durationWords(duration)}`;
      },
    }),
    helper.accessor('budget_id', {
      header: 'Borrows from',
      meta: { width: '140px', from: 'lg' },
      cell: ({ getValue }) => getValue() ?? '–',
    }),
    helper.accessor('models', {
      header: 'Models',
      meta: { from: 'xl' },
      cell: ({ getValue }) => <NameList names={getValue()} none="every model" />,
    }),
    helper.accessor('created_at', {
      header: 'Created',
      meta: { width: '130px', from: 'lg' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
  ]);
