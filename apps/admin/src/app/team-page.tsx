import { type TeamInfo, type TeamView } from '@tollgate/core';
import { Button, SimpleGrid } from '@mantine/core';
import { IconBan, IconCircleCheck, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { count, ErrorState, money, NameList, PageHeader, Section, StatCard } from '@tollgate/ui';
import { useCallback, useState } from 'react';
import { OwnedKeys } from '../features/keys/owned-keys.js';
import { organizationsQuery } from '../features/organizations/api/list-organizations.js';
import { useAccess } from '../features/session/api/access.js';
import { teamQuery } from '../features/teams/api/get-team.js';
import { useManagesTeam } from '../features/teams/api/team-rights.js';
import { MemberPermissions } from '../features/teams/member-permissions.js';
import { TeamMembers } from '../features/teams/team-members.js';
import { EditTeamModal } from '../features/teams/team-modals.js';
import { nameOfTeam, TeamStatusBadge } from '../features/teams/team-name.js';
import { useTeamActions } from '../features/teams/use-team-actions.js';
import { BackLink } from '../shared/back-link.js';
import { leftOf, LimitsTable, type LimitRow } from '../shared/limits/limits-table.js';
import { TextLink } from '../shared/links.js';

const route = getRouteApi('/_app/teams/$teamId');

/** One team: who pays, who is in it, its keys, what members may do. */
export function TeamPage() {
  const { teamId } = route.useParams();
  const { data: info, error, refetch } = useQuery({ ...teamQuery(teamId), refetchInterval: 10_000 });
  const { seesAll, writes } = useAccess();
  const team = info?.team_info;
  const managed = useManagesTeam(team);
  if (error && !info) {
    return (
      <>
        <BackLink to="/teams">Teams</BackLink>
        <PageHeader title="Team" />
        <ErrorState title="The team could not be loaded" error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <>
      <BackLink to="/teams">Teams</BackLink>
      <PageHeader
        title={team ? nameOfTeam(team) : '…'}
        description={team ? <TeamStatusBadge team={team} /> : ' '}
        actions={info && managed && <Actions info={info} />}
      />
      <TeamFigures info={info} />
      <WhoPays team={team} />
      <TeamMembers info={info} teamId={teamId} managed={managed} linked={seesAll} />
      <OwnedKeys
        owner={{ team_id: teamId }}
        creating={writes}
        empty="No key belongs to this team yet. What its keys spend counts in the team's budget."
      />
      <MemberPermissions teamId={teamId} managed={managed} />
    </>
  );
}

function TeamFigures({ info }: { info: TeamInfo | undefined }) {
  const team = info?.team_info;
  const left = team && leftOf(team);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <StatCard label="Spend in this window (USD)" value={team && money(team.spend)} />
      <StatCard label="Left (USD)" value={team && (left === null ? 'no limit' : money(left ?? 0))} />
      <StatCard label="Members" value={team && count(team.members_with_roles.length)} />
      <StatCard label="Models" value={team && <NameList names={team.models} none="every model" />} />
    </SimpleGrid>
  );
}

function WhoPays({ team }: { team: TeamView | undefined }) {
  const { data: organizations } = useQuery({
    ...organizationsQuery,
    enabled: typeof team?.organization_id === 'string',
  });
  if (!team) return null;
  const organization = organizations?.find((each) => each.organization_id === team.organization_id);
  const rows: LimitRow[] = [{ ...team, scope: 'Team', name: nameOfTeam(team) }];
  if (organization) {
    rows.push({
      ...organization.litellm_budget_table,
      scope: 'Organization',
      name: (
        <TextLink
          to="/organizations/$organizationId"
          params={{ organizationId: organization.organization_id }}
        >
          {organization.organization_alias}
        </TextLink>
      ),
      spend: organization.spend,
    });
  }
  return (
    <Section title="Who pays" description="A call has to fit into every line.">
      <LimitsTable rows={rows} />
    </Section>
  );
}

function Actions({ info }: { info: TeamInfo }) {
  const { team_info: team, keys } = info;
  const navigate = route.useNavigate();
  const [editing, setEditing] = useState(false);
  const leave = useCallback(() => void navigate({ to: '/teams' }), [navigate]);
  const { isAdmin } = useAccess();
  const actions = useTeamActions(leave);
  const subject = { team, keys: keys.length, members: team.members_with_roles.length };
  const button = { variant: 'default', size: 'xs' } as const;
  return (
    <>
      <Button {...button} leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)}>
        Edit
      </Button>
      {team.blocked ? (
        <Button {...button} leftSection={<IconCircleCheck size={14} />} onClick={() => actions.unblock(team)}>
          Unblock
        </Button>
      ) : (
        <Button {...button} leftSection={<IconBan size={14} />} onClick={() => actions.askBlock(subject)}>
          Block
        </Button>
      )}
      {isAdmin && (
        <Button
          {...button}
          c="var(--tg-negative)"
          leftSection={<IconTrash size={14} />}
          onClick={() => actions.askDelete(subject)}
        >
          Delete
        </Button>
      )}
      <EditTeamModal team={editing ? team : null} onClose={() => setEditing(false)} />
    </>
  );
}
