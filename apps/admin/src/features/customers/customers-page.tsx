import { Button } from '@mantine/core';
import { type CustomerView } from '@tollgate/core';
import { IconPlus, IconUserDollar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DataTable, EmptyState, ErrorState, InlineCode, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo, useState } from 'react';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { type DetailSearch } from '../../shared/url/search-fields.js';
import { useAccess } from '../session/api/access.js';
import { customersQuery } from './api/list-customers.js';
import { customerColumns } from './customer-columns.js';
import { CustomerDrawer } from './customer-drawer.js';
import { CreateCustomerModal, EditCustomerModal } from './customer-modals.js';
import { useCustomerActions } from './use-customer-actions.js';

const route = getRouteApi('/_app/customers');

/** The people or companies behind an app's calls, each with a budget of its own. */
export function CustomersPage() {
  const { q, create, open } = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const [editing, setEditing] = useState<CustomerView | null>(null);
  const actions = useCustomerActions();
  const { data, error, refetch } = useQuery(customersQuery);
  const setSearch = useCallback(
    (change: Partial<DetailSearch>) =>
      void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    [navigate],
  );
  const openRow = useCallback((row: CustomerView) => setSearch({ open: row.user_id }), [setSearch]);
  const columns = useMemo(() => customerColumns(openRow), [openRow]);
  const rows = useMemo(() => data?.filter((customer) => matches(customer, q ?? '')), [data, q]);
  const createButton = isAdmin && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSearch({ create: 'open' })}>
      Create customer
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Customers"
        description={
          <>
            Whom your apps call for: the <InlineCode>user</InlineCode> of a request. The first call makes one.
          </>
        }
        actions={createButton}
      />
      <ListToolbar
        noun={{ one: 'customer', many: 'customers' }}
        placeholder="Search id or name"
        q={q}
        onSearch={(next) => setSearch({ q: next })}
        total={rows?.length}
      />
      {error && !data ? (
        <ErrorState title="The customers could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Customers"
          columns={columns}
          rows={rows}
          rowId={(customer) => customer.user_id}
          onOpen={openRow}
          {...(open !== undefined && { openId: open })}
          minWidth={520}
          {...((rows?.length ?? 0) > 100 && {
            virtual: { height: 'max(320px, calc(100dvh - 190px))', onEnd: () => undefined },
          })}
          empty={
            q === undefined ? (
              <EmptyState icon={IconUserDollar} title="No customers yet" action={createButton}>
                Send <InlineCode>user</InlineCode> with a request, and the customer of that name is here with
                what it spends. Make one before to give it a budget.
              </EmptyState>
            ) : (
              <NothingFound title="No customer matches" onClear={() => void navigate({ search: {} })}>
                Search looks at ids and names.
              </NothingFound>
            )
          }
        />
      )}
      <CustomerDrawer
        customer={data?.find((customer) => customer.user_id === open)}
        actions={isAdmin ? { ...actions, onEdit: setEditing } : null}
        onClose={() => setSearch({ open: undefined })}
      />
      <CreateCustomerModal opened={create === 'open'} onClose={() => setSearch({ create: undefined })} />
      <EditCustomerModal customer={editing} onClose={() => setEditing(null)} />
    </>
  );
}

function matches({ user_id: id, alias }: CustomerView, text: string): boolean {
  const wanted = text.toLowerCase();
  return id.toLowerCase().includes(wanted) || (alias ?? '').toLowerCase().includes(wanted);
}
