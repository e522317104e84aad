import { Button } from '@mantine/core';
import { TEAM_SORT_FIELDS } from '@tollgate/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { DataTable, EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback } from 'react';
import { ListToolbar } from '../../shared/paging/list-toolbar.js';
import { NothingFound } from '../../shared/paging/nothing-found.js';
import { Pager } from '../../shared/paging/pager.js';
import { useAccess } from '../session/api/access.js';
import { useTeamPage } from './api/list-teams.js';
import { teamColumns, type TeamRow } from './team-columns.js';
import { CreateTeamModal } from './team-modals.js';
import { TEAMS_PER_PAGE, toTeamQuery, type TeamsSearch } from './teams-search.js';

const route = getRouteApi('/_app/teams');

/** All teams, or those one is in: found, sorted and paged by the server. */
export function TeamsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { isAdmin } = useAccess();
  const { data, error, refetch, isPlaceholderData } = useTeamPage(toTeamQuery(search));
  const setSearch = useCallback(
    (change: Partial<TeamsSearch>) =>
      void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: true }),
    [navigate],
  );
  const open = (teamId: string) => void navigate({ to: '/teams/$teamId', params: { teamId } });
  const createButton = isAdmin && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSearch({ create: 'open' })}>
      Create team
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Teams"
        description="Keys and people with one budget, one set of models and limits."
        actions={createButton}
      />
      <ListToolbar
        noun={{ one: 'team', many: 'teams' }}
        placeholder="Search name or id"
        q={search.q}
        onSearch={(q) => setSearch({ q })}
        total={data?.total}
      />
      {error && !data ? (
        <ErrorState title="The teams could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <DataTable
          label="Teams"
          columns={teamColumns}
          rows={data?.teams}
          rowId={(team) => team.team_id}
          sorting={{ field: search.sort ?? 'created_at', order: search.order ?? 'desc' }}
          onSort={({ field, order }) =>
            setSearch({ sort: TEAM_SORT_FIELDS.find((known) => known === field), order })
          }
          onOpen={(team: TeamRow) => open(team.team_id)}
          stale={isPlaceholderData}
          minWidth={640}
          empty={
            search.q === undefined ? (
              <EmptyState icon={IconUsersGroup} title="No teams yet" action={createButton}>
                A team gives several people and apps one budget. Its members make their own keys, and the
                spend of all of them adds up in one place.
              </EmptyState>
            ) : (
              <NothingFound title="No team matches" onClear={() => setSearch({ q: undefined })}>
                Search looks at the name and the id.
              </NothingFound>
            )
          }
        />
      )}
      <Pager
        page={search.page ?? 1}
        pageSize={TEAMS_PER_PAGE}
        total={data?.total ?? 0}
        onPage={(page) => setSearch({ page })}
      />
      <CreateTeamModal
        opened={search.create === 'open'}
        onClose={() => setSearch({ create: undefined })}
        onCreated={(team) => open(team.team_id)}
      />
    </>
  );
}
