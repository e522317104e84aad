import { type BudgetView } from '@tollgate/core';
import { Text } from '@mantine/core';
import { columnsFor, count, durationWords, MoneyText, TimeText } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { EditDelete } from '../../shared/edit-delete.js';

const helper = columnsFor<BudgetView>();

export interface BudgetActions {
  onEdit: (budget: BudgetView) => void;
  onDelete: (budget: BudgetView) => void;
}

const limit = (value: number | null): ReactNode =>
  value === null ? (
    <Text component="span" fz="sm" c="dimmed">
      none
    </Text>
  ) : (
    count(value)
  );

/** Columns of the list of budgets; without actions it is only read. */
export const budgetColumns = (actions: BudgetActions | null) =>
  helper.columns([
    helper.accessor('budget_id', {
      header: 'Budget',
      cell: ({ getValue }) => (
        <Text component="span" fz="sm" fw={500} truncate maw={280} display="inline-block">
          {getValue()}
        </Text>
      ),
    }),
    helper.accessor('max_budget', {
      header: 'Limit (USD)',
      meta: { align: 'right', width: '130px' },
      cell: ({ getValue }) => {
        const usd = getValue();
        return usd === null ? limit(null) : <MoneyText usd={usd} />;
      },
    }),
    helper.accessor('budget_duration', {
      header: 'Resets',
      meta: { width: '140px', from: 'sm' },
      cell: ({ getValue }) => {
        const duration = getValue();
        return duration === null ? 'never' : `every ${durationWords(duration)}`;
      },
    }),
    helper.accessor('budget_timezone', {
      header: 'Time zone',
      meta: { width: '150px', from: 'lg' },
      cell: ({ getValue }) => getValue() ?? 'the gateway’s',
    }),
    helper.accessor('budget_reset_at', {
      header: 'Next reset',
      meta: { width: '130px', from: 'lg' },
      cell: ({ getValue }) => <TimeText iso={getValue()} />,
    }),
    helper.accessor('rpm_limit', {
      header: 'Requests/min',
      meta: { align: 'right', width: '120px', from: 'md' },
      cell: ({ getValue }) => limit(getValue()),
    }),
    helper.accessor('tpm_limit', {
      header: 'Tokens/min',
      meta: { align: 'right', width: '120px', from: 'md' },
      cell: ({ getValue }) => limit(getValue()),
    }),
    helper.accessor('max_parallel_requests', {
      header: 'Parallel',
      meta: { align: 'right', width: '100px', from: 'lg' },
      cell: ({ getValue }) => limit(getValue()),
    }),
    helper.display({
      id: 'actions',
      header: '',
      meta: { align: 'right', width: '90px' },
      cell: ({ row: { original: budget } }) =>
        actions && (
          <EditDelete
            name={budget.budget_id}
            onEdit={() => actions.onEdit(budget)}
            onDelete={() => actions.onDelete(budget)}
          />
        ),
    }),
  ]);
