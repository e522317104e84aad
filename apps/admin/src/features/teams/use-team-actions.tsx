import { type TeamView } from '@tollgate/core';
import { count, money } from '@tollgate/ui';
import { useMemo } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useBlockTeam } from './api/block-team.js';
import { useDeleteTeams } from './api/delete-team.js';
import { nameOfTeam } from './team-name.js';

/** A team with how much hangs on it. */
export interface TeamAndSize {
  team: TeamView;
  keys: number;
  members: number;
}

export interface TeamActions {
  askBlock: (subject: TeamAndSize) => void;
  unblock: (team: TeamView) => void;
  askDelete: (subject: TeamAndSize) => void;
}

/** Block, unblock and delete a team, asking first and saying what stops. */
export function useTeamActions(onDeleted?: () => void): TeamActions {
  const { mutate: block } = useBlockTeam();
  const { mutate: remove } = useDeleteTeams();
  return useMemo(() => {
    const setBlocked = (team: TeamView, blocked: boolean) =>
      block(
        { teamId: team.team_id, blocked },
        {
          onSuccess: () => tell(`${nameOfTeam(team)} is ${blocked ? 'blocked' : 'active again'}.`),
          onError: tellFailure(`${nameOfTeam(team)} could not be ${blocked ? 'blocked' : 'unblocked'}`),
        },
      );
    const deleteNow = (team: TeamView) =>
      remove(
        { team_ids: [team.team_id] },
        {
          onSuccess: () => {
            tell(`${nameOfTeam(team)} is deleted.`);
            onDeleted?.();
          },
          onError: tellFailure(`${nameOfTeam(team)} could not be deleted`),
        },
      );
    return {
      unblock: (team) => setBlocked(team, false),
      askBlock: ({ team, keys }) =>
        askFirst({
          title: `Block ${nameOfTeam(team)}?`,
          consequence: `Within a second every request with one of its ${keysText(keys)} is refused.`,
          facts: ['Unblocking makes them work again.'],
          confirm: 'Block team',
          onConfirm: () => setBlocked(team, true),
        }),
      askDelete: ({ team, keys, members }) =>
        askFirst({
          title: `Delete ${nameOfTeam(team)}?`,
          consequence: `Its ${keysText(keys)} are deleted with it: every app that uses one is refused within a second.`,
          facts: [
            `${membersText(members)} its membership; the users themselves stay.`,
            `Spent so far: ${money(team.spend)}; its logs and spend stay in every report.`,
            'This cannot be undone.',
          ],
          confirm: 'Delete team',
          onConfirm: () => deleteNow(team),
        }),
    };
  }, [block, remove, onDeleted]);
}

const keysText = (keys: number): string => `${count(keys)} ${keys === 1 ? 'key' : 'keys'}`;
const membersText = (members: number): string =>
  members === 1 ? '1 member loses' : `${count(members)} members lose`;
