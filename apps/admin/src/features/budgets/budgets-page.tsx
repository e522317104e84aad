import { Button } from '@mantine/core';
import { type BudgetView } from '@tollgate/core';
import { IconPlus, IconWallet } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DataTable, EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo, useState } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { useAccess } from '../session/api/access.js';
import { useDeleteBudget } from './api/delete-budget.js';
import { budgetsQuery } from './api/list-budgets.js';
import { budgetColumns } from './budget-columns.js';
import { CreateBudgetModal, EditBudgetModal } from './budget-modals.js';

const route = getRouteApi('/_app/budgets');

/** Budgets that stand alone: several keys or customers borrow the limits of one. */
export function BudgetsPage() {
  const { q, create } = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const [editing, setEditing] = useState<BudgetView | null>(null);
  const askDelete = useAskDelete();
  const { data, error, refetch } = useQuery(budgetsQuery);
  const columns = useMemo(
    () => budgetColumns(isAdmin ? { onEdit: setEditing, onDelete: askDelete } : null),
    [isAdmin, askDelete],
  );
  const rows = data?.filter((budget) => budget.budget_id.toLowerCase().includes(q?.toLowerCase() ?? ''));
  const setCreate = (next: 'open' | undefined) =>
    void navigate({ search: (old) => ({ ...old, create: next }), replace: true });
  const createButton = isAdmin && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreate('open')}>
      Create budget
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Budgets"
        description="Sets of limits with a name. Each key or customer that borrows one has the whole of it for itself."
        actions={createButton}
      />
      <ListToolbar
        noun={{ one: 'budget', many: 'budgets' }}
        placeholder="Search id"
        q={q}
        onSearch={(next) => void navigate({ search: { q: next }, replace: true })}
        total={rows?.length}
      />
      {error && !data ? (
        <ErrorState title="The budgets could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Budgets"
          columns={columns}
          rows={rows}
          rowId={(budget) => budget.budget_id}
          minWidth={480}
          empty={
            q === undefined ? (
              <EmptyState icon={IconWallet} title="No budgets yet" action={createButton}>
                Make one for each plan you offer, such as “free-tier” with $5 a month, and name it when you
                make a key or a customer.
              </EmptyState>
            ) : (
              <NothingFound title="No budget matches" onClear={() => void navigate({ search: {} })}>
                Search looks at the id.
              </NothingFound>
            )
          }
        />
      )}
      <CreateBudgetModal opened={create === 'open'} onClose={() => setCreate(undefined)} />
      <EditBudgetModal budget={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function useAskDelete() {
  const { mutate: remove } = useDeleteBudget();
  return useCallback(
    ({ budget_id: id }: BudgetView) =>
      askFirst({
        title: `Delete ${id}?`,
        consequence:
          'Keys and customers that borrow it are held by its limits no longer; they keep those of their own.',
        facts: ['No key stops working.', 'This cannot be undone.'],
        confirm: 'Delete budget',
        onConfirm: () =>
          remove(
            { id },
            {
              onSuccess: () => tell(`${id} is deleted.`),
              onError: tellFailure(`${id} could not be deleted`),
            },
          ),
      }),
    [remove],
  );
}
