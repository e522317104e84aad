import { type OrganizationDetails } from '@tollgate/core';
import { count, money } from '@tollgate/ui';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useDeleteOrganizations } from './api/delete-organizations.js';

/** Asks before an organization goes with everything in it. */
export function useAskDeleteOrganization(onDeleted: () => void): (organization: OrganizationDetails) => void {
  const { mutate: remove } = useDeleteOrganizations();
  return (organization) => {
    const { organization_id: id, organization_alias: name, teams, members, spend } = organization;
    askFirst({
      title: `Delete ${name}?`,
      consequence: `Its ${count(teams.length)} ${teams.length === 1 ? 'team' : 'teams'} and all of their keys are deleted with it: every app that uses one is refused within a second.`,
      facts: [
        `${count(members.length)} ${members.length === 1 ? 'member loses' : 'members lose'} the membership; the users themselves stay.`,
        `Spent so far: ${money(spend)}; logs and spend stay in every report.`,
        'This cannot be undone.',
      ],
      confirm: 'Delete organization',
      onConfirm: () =>
        remove(
          { organization_ids: [id] },
          {
            onSuccess: () => {
              tell(`${name} is deleted.`);
              onDeleted();
            },
            onError: tellFailure(`${name} could not be deleted`),
          },
        ),
    });
  };
}
