import { type OrganizationDetails } from '@tollgate/core';
import { Button, SimpleGrid, Text } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  BudgetBar,
  columnsFor,
  count,
  DataTable,
  ErrorState,
  money,
  MoneyText,
  NameList,
  PageHeader,
  Section,
  StatCard,
} from '@tollgate/ui';
import { useState } from 'react';
import { organizationQuery } from '../features/organizations/api/get-organization.js';
import { OrganizationMembers } from '../features/organizations/organization-members.js';
import { EditOrganizationModal } from '../features/organizations/organization-modals.js';
import { useAskDeleteOrganization } from '../features/organizations/use-delete-organization.js';
import { useAccess } from '../features/session/api/access.js';
import { nameOfTeam } from '../features/teams/team-name.js';
import { BackLink } from '../shared/back-link.js';
import { LimitsTable } from '../shared/limits/limits-table.js';
import { RowLink } from '../shared/links.js';

const route = getRouteApi('/_app/organizations/$organizationId');

/** One organization: its budget, its admins and members, its teams. */
export function OrganizationPage() {
  const { organizationId } = route.useParams();
  const { data: organization, error, refetch } = useQuery(organizationQuery(organizationId));
  const { isAdmin, userId } = useAccess();
  const role = organization?.members.find((member) => member.user_id === userId)?.user_role;
  const managed = isAdmin || role === 'org_admin';
  return (
    <>
      <BackLink to="/organizations">Organizations</BackLink>
      <PageHeader
        title={organization?.organization_alias ?? (error ? 'Organization' : '…')}
        actions={organization && managed && <Actions organization={organization} />}
      />
      {error && !organization ? (
        <ErrorState
          title="The organization could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : (
        <>
          <OrganizationFigures organization={organization} />
          {organization && (
            <Section
              title="Who pays"
              description="Calls of its teams and members have to fit into this line as well."
            >
              <LimitsTable
                rows={[
                  {
                    ...organization.litellm_budget_table,
                    scope: 'Organization',
                    name: organization.organization_alias,
                    spend: organization.spend,
                  },
                ]}
              />
            </Section>
          )}
          <Teams organization={organization} />
          <OrganizationMembers
            organization={organization}
            organizationId={organizationId}
            managed={managed}
          />
        </>
      )}
    </>
  );
}

function OrganizationFigures({ organization }: { organization: OrganizationDetails | undefined }) {
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <StatCard label="Spend in this window (USD)" value={organization && money(organization.spend)} />
      <StatCard label="Teams" value={organization && count(organization.teams.length)} />
      <StatCard label="Members" value={organization && count(organization.members.length)} />
      <StatCard
        label="Models"
        value={organization && <NameList names={organization.models} none="every model" />}
      />
    </SimpleGrid>
  );
}

const helper = columnsFor<OrganizationDetails['teams'][number]>();
const teamColumns = helper.columns([
  helper.accessor('team_alias', {
    header: 'Team',
    cell: ({ row }) => (
      <RowLink to="/teams/$teamId" params={{ teamId: row.original.team_id }}>
        {nameOfTeam(row.original)}
      </RowLink>
    ),
  }),
  helper.accessor('spend', {
    header: 'Spend (USD)',
    meta: { align: 'right', width: '130px' },
    cell: ({ getValue }) => <MoneyText usd={getValue()} />,
  }),
  helper.accessor('max_budget', {
    header: 'Budget (USD)',
    meta: { align: 'right', width: '170px' },
    cell: ({ row }) => <BudgetBar spend={row.original.spend} budget={row.original.max_budget} />,
  }),
]);

function Teams({ organization }: { organization: OrganizationDetails | undefined }) {
  return (
    <Section title="Teams">
      <DataTable
        label="Teams"
        columns={teamColumns}
        rows={organization?.teams}
        rowId={(team) => team.team_id}
        skeletonRows={2}
        empty={
          <Text c="dimmed" fz="sm" p="md">
            No team is in this organization yet. A team is put here when it is made or edited.
          </Text>
        }
      />
    </Section>
  );
}

function Actions({ organization }: { organization: OrganizationDetails }) {
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const [editing, setEditing] = useState(false);
  const askDelete = useAskDeleteOrganization(() => void navigate({ to: '/organizations' }));
  const button = { variant: 'default', size: 'xs' } as const;
  return (
    <>
      <Button {...button} leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)}>
        Edit
      </Button>
      {isAdmin && (
        <Button
          {...button}
          c="var(--tg-negative)"
          leftSection={<IconTrash size={14} />}
          onClick={() => askDelete(organization)}
        >
          Delete
        </Button>
      )}
      <EditOrganizationModal organization={editing ? organization : null} onClose={() => setEditing(false)} />
    </>
  );
}
