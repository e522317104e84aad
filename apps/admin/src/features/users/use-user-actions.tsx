import { type UserView } from '@tollgate/core';
import { count, money } from '@tollgate/ui';
import { useMemo } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useDeleteUsers } from './api/delete-users.js';
import { useInviteUser } from './api/invite-user.js';
import { type Invited } from './user-modals.js';
import { nameOfUser } from './user-name.js';

export interface UserActions {
  /** Makes a link with which the user chooses a password: the first one, or a new one. */
  invite: (user: UserView) => void;
  askDelete: (user: UserView, keys: number) => void;
}

/** What an admin does with a user; deleting asks first. */
export function useUserActions(onInvited: (invited: Invited) => void, onDeleted: () => void): UserActions {
  const { mutate: invite } = useInviteUser();
  const { mutate: remove } = useDeleteUsers();
  return useMemo(() => {
    const deleteNow = (user: UserView) =>
      remove(
        { user_ids: [user.user_id] },
        {
          onSuccess: () => {
            tell(`${nameOfUser(user)} is deleted.`);
            onDeleted();
          },
          onError: tellFailure(`${nameOfUser(user)} could not be deleted`),
        },
      );
    return {
      invite: (user) =>
        invite(user.user_id, {
          onSuccess: (invitation) => onInvited({ name: nameOfUser(user), invitation }),
          onError: tellFailure('The link could not be made'),
        }),
      askDelete: (user, keys) =>
        askFirst({
          title: `Delete ${nameOfUser(user)}?`,
          consequence: `${keys === 1 ? 'The 1 key' : `All ${count(keys)} keys`} of this user are deleted: every app that uses one is refused within a second. The user is signed out.`,
          facts: [
            `Memberships in ${count(user.teams.length)} ${user.teams.length === 1 ? 'team' : 'teams'} end.`,
            `Spent so far: ${money(user.spend)}; logs and spend stay in every report.`,
            'This cannot be undone.',
          ],
          confirm: 'Delete user',
          onConfirm: () => deleteNow(user),
        }),
    };
  }, [invite, remove, onInvited, onDeleted]);
}
