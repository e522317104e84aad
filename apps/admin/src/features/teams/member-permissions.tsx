import { Checkbox, Paper, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Section } from '@tollgate/ui';
import { tellFailure } from '../../shared/confirm/ask-first.js';
import { teamPermissionsQuery } from './api/get-team-permissions.js';
import { useUpdateTeamPermissions } from './api/update-team-permissions.js';

/** What a plain member may be allowed, and the routes that it takes. */
const PERMISSIONS: readonly { label: string; routes: readonly string[] }[] = [
  { label: 'Make keys', routes: ['/key/generate'] },
  { label: 'Make service accounts', routes: ['/key/service-account/generate'] },
  { label: 'See all keys of the team', routes: ['/key/list', '/key/aliases'] },
  { label: 'Edit keys', routes: ['/key/update', '/key/bulk_update', '/team/key/bulk_update'] },
  { label: 'Block keys', routes: ['/key/block', '/key/unblock'] },
  { label: 'Rotate keys', routes: ['/key/regenerate', '/key/{key_id}/regenerate'] },
  { label: 'Set spend of keys back', routes: ['/key/{key_id}/reset_spend'] },
  { label: 'Delete keys', routes: ['/key/delete'] },
  { label: "See the team's usage", routes: ['/team/daily/activity'] },
  { label: "See the team's logs", routes: ['/spend/logs', '/spend/logs/v2'] },
];

/** What members who are no admins may do in the team; each box is saved when it is ticked. */
export function MemberPermissions({ teamId, managed }: { teamId: string; managed: boolean }) {
  const { data } = useQuery(teamPermissionsQuery(teamId));
  const { mutate, isPending, variables } = useUpdateTeamPermissions();
  // A tick shows at once, and is taken back when the API refuses it.
  const granted = new Set((isPending ? variables : data)?.team_member_permissions ?? []);
  const change = (routes: readonly string[], allowed: boolean) => {
    const next = new Set(granted);
    for (const route of routes) {
      if (allowed) next.add(route);
      else next.delete(route);
    }
    mutate(
      { team_id: teamId, team_member_permissions: [...next] },
      { onError: tellFailure('The permission could not be changed') },
    );
  };
  return (
    <Section title="What members may do" description="Admins of the team may do all of this.">
      <Paper p="md">
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="xs">
          {PERMISSIONS.map(({ label, routes }) => (
            <Checkbox
              key={label}
              label={label}
              checked={routes.every((route) => granted.has(route))}
              disabled={!managed || data === undefined || isPending}
              onChange={(event) => change(routes, event.currentTarget.checked)}
            />
          ))}
        </SimpleGrid>
      </Paper>
    </Section>
  );
}
