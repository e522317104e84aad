import { type KeyView } from '@tollgate/core';
import { useQuery } from '@tanstack/react-query';
import { Section } from '@tollgate/ui';
import { nameOfKey } from '../features/keys/key-status.js';
import { organizationsQuery } from '../features/organizations/api/list-organizations.js';
import { useAccess } from '../features/session/api/access.js';
import { teamQuery } from '../features/teams/api/get-team.js';
import { memberRows } from '../features/teams/member-rows.js';
import { nameOfTeam } from '../features/teams/team-name.js';
import { userQuery } from '../features/users/api/get-user.js';
import { nameOfUser } from '../features/users/user-name.js';
import { LimitsTable, type LimitRow } from '../shared/limits/limits-table.js';
import { TextLink } from '../shared/links.js';

/** Whoever holds the master key: an owner without a row, a budget or limits. */
const OPERATOR = 'default_user_id';

/** How often what is left is read again, in milliseconds. */
const REFRESH_MS = 10_000;

/** Every scope that a call with this key counts in, its limits, and what is left of each. */
export function KeyWhoPays({ apiKey }: { apiKey: KeyView }) {
  const rows: LimitRow[] = [
    { ...apiKey, scope: 'Key', name: nameOfKey(apiKey) },
    ...useTeamRows(apiKey),
    ...useUserRow(apiKey),
  ];
  return (
    <Section title="Who pays" description="A call has to fit into every line; the tightest one ends first.">
      <LimitsTable rows={rows} />
    </Section>
  );
}

/** The member in the team, the team, and its organization. */
function useTeamRows({ team_id: teamId, user_id: userId }: KeyView): LimitRow[] {
  const { data: info } = useQuery({
    ...teamQuery(teamId ?? ''),
    enabled: teamId !== null,
    refetchInterval: REFRESH_MS,
  });
  const organizationId = info?.team_info.organization_id ?? null;
  const { data: organizations } = useQuery({ ...organizationsQuery, enabled: organizationId !== null });
  if (!info) return [];
  const { team_info: team } = info;
  const rows: LimitRow[] = [];
  const member = memberRows(info).find((row) => row.userId === userId);
  if (member?.budget) {
    const budget_reset_at = null;
    const max_parallel_requests = null;
    rows.push({
      ...member.budget,
      budget_reset_at,
      max_parallel_requests,
      scope: 'Member',
      name: member.name,
      spend: member.spend,
    });
  }
  rows.push({
    ...team,
    scope: 'Team',
    name: (
      <TextLink to="/teams/$teamId" params={{ teamId: team.team_id }}>
        {nameOfTeam(team)}
      </TextLink>
    ),
  });
  const organization = organizations?.find((each) => each.organization_id === organizationId);
  if (organization) {
    const {
      organization_id: id,
      organization_alias: alias,
      litellm_budget_table: budget,
      spend,
    } = organization;
    rows.push({
      ...budget,
      scope: 'Organization',
      name: (
        <TextLink to="/organizations/$organizationId" params={{ organizationId: id }}>
          {alias}
        </TextLink>
      ),
      spend,
    });
  }
  return rows;
}

/** The user, for those who may see him. */
function useUserRow({ user_id: userId }: KeyView): LimitRow[] {
  const { seesAll, userId: self } = useAccess();
  const { data: info } = useQuery({
    ...userQuery(userId ?? ''),
    enabled: userId !== null && userId !== OPERATOR && (seesAll || userId === self),
    refetchInterval: REFRESH_MS,
  });
  const user = info?.user_info;
  if (!user) return [];
  const name = nameOfUser(user);
  return [
    {
      ...user,
      scope: 'User',
      name: seesAll ? (
        <TextLink to="/users/$userId" params={{ userId: user.user_id }}>
          {name}
        </TextLink>
      ) : (
        name
      ),
    },
  ];
}
