import { Button } from '@mantine/core';
import { type OrganizationDetails } from '@tollgate/core';
import { IconBuilding, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  BudgetBar,
  columnsFor,
  count,
  DataTable,
  EmptyState,
  ErrorState,
  MoneyText,
  NameList,
  PageHeader,
  TimeText,
} from '@tollgate/ui';
import { RowLink } from '../../shared/links.js';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { useAccess } from '../session/api/access.js';
import { organizationsQuery } from './api/list-organizations.js';
import { CreateOrganizationModal } from './organization-modals.js';

const route = getRouteApi('/_app/organizations');

const helper = columnsFor<OrganizationDetails>();
const columns = helper.columns([
  helper.accessor('organization_alias', {
    header: 'Organization',
    cell: ({ row, getValue }) => (
      <RowLink to="/organizations/$organizationId" params={{ organizationId: row.original.organization_id }}>
        {getValue()}
      </RowLink>
    ),
  }),
  helper.accessor('spend', {
    header: 'Spend (USD)',
    meta: { align: 'right', width: '120px' },
    cell: ({ getValue }) => <MoneyText usd={getValue()} />,
  }),
  helper.accessor('litellm_budget_table', {
    header: 'Budget (USD)',
    meta: { align: 'right', width: '170px', from: 'sm' },
    cell: ({ row, getValue }) => <BudgetBar spend={row.original.spend} budget={getValue().max_budget} />,
  }),
  helper.accessor((each) => each.members.length, {
    id: 'members',
    header: 'Members',
    meta: { align: 'right', width: '90px', from: 'md' },
    cell: ({ getValue }) => count(getValue()),
  }),
  helper.accessor((each) => each.teams.length, {
    id: 'teams',
    header: 'Teams',
    meta: { align: 'right', width: '80px', from: 'md' },
    cell: ({ getValue }) => count(getValue()),
  }),
  helper.accessor('models', {
    header: 'Models',
    meta: { from: 'lg' },
    cell: ({ getValue }) => <NameList names={getValue()} none="every model" />,
  }),
  helper.accessor('created_at', {
    header: 'Created',
    meta: { from: 'xl', width: '130px' },
    cell: ({ getValue }) => <TimeText iso={getValue()} />,
  }),
]);

/** All organizations, or those one is in. */
export function OrganizationsPage() {
  const { q, create } = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const { data, error, refetch } = useQuery(organizationsQuery);
  const wanted = q?.toLowerCase() ?? '';
  const rows = data?.filter((each) => each.organization_alias.toLowerCase().includes(wanted));
  const open = (organizationId: string) =>
    void navigate({ to: '/organizations/$organizationId', params: { organizationId } });
  const setCreate = (next: 'open' | undefined) =>
    void navigate({ search: (old) => ({ ...old, create: next }), replace: true });
  const createButton = isAdmin && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setCreate('open')}>
      Create organization
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Organizations"
        description="Departments or companies: several teams under one budget, with admins of their own."
        actions={createButton}
      />
      <ListToolbar
        noun={{ one: 'organization', many: 'organizations' }}
        placeholder="Search name"
        q={q}
        onSearch={(next) => void navigate({ search: { q: next }, replace: true })}
        total={rows?.length}
      />
      {error && !data ? (
        <ErrorState
          title="The organizations could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : (
        <DataTable
          label="Organizations"
          columns={columns}
          rows={rows}
          rowId={(each) => each.organization_id}
          onOpen={(each: OrganizationDetails) => open(each.organization_id)}
          minWidth={480}
          empty={
            q === undefined ? (
              <EmptyState icon={IconBuilding} title="No organizations yet" action={createButton}>
                One organization for each department or customer: its admins make teams and invite people, and
                all of them stay within its budget and models.
              </EmptyState>
            ) : (
              <NothingFound title="No organization matches" onClear={() => void navigate({ search: {} })}>
                Search looks at the name.
              </NothingFound>
            )
          }
        />
      )}
      <CreateOrganizationModal
        opened={create === 'open'}
        onClose={() => setCreate(undefined)}
        onCreated={(organization) => open(organization.organization_id)}
      />
    </>
  );
}
