import { type TeamView } from '@tollgate/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useCreateTeam } from './api/create-team.js';
import { useUpdateTeam } from './api/update-team.js';
import { EMPTY_TEAM, toNewTeam, toTeamUpdate, toTeamValues } from './team-form-values.js';
import { TeamForm } from './team-form.js';
import { nameOfTeam } from './team-name.js';

export interface CreateTeamModalProps {
  opened: boolean;
  onClose: () => void;
  onCreated: (team: TeamView) => void;
}

/** Makes a team; its maker is its first admin. */
export function CreateTeamModal({ opened, onClose, onCreated }: CreateTeamModalProps) {
  const create = useCreateTeam();
  return (
    <FormModal opened={opened} onClose={onClose} title="Create a team">
      <TeamForm
        initial={EMPTY_TEAM}
        submitLabel="Create team"
        submit={async (values) => onCreated(await create.mutateAsync(toNewTeam(values)))}
        onCancel={onClose}
      />
    </FormModal>
  );
}

export interface EditTeamModalProps {
  /** null: closed. */
  team: TeamView | null;
  onClose: () => void;
}

/** Changes a team; what is left alone is not sent. */
export function EditTeamModal({ team, onClose }: EditTeamModalProps) {
  const update = useUpdateTeam();
  return (
    <FormModal opened={team !== null} onClose={onClose} title={`Edit ${team ? nameOfTeam(team) : ''}`}>
      {team && (
        <TeamForm
          initial={toTeamValues(team)}
          submitLabel="Save changes"
          submit={async (values) => {
            await update.mutateAsync(toTeamUpdate(team, values));
            tell(`${values.team_alias} is saved.`);
            onClose();
          }}
          onCancel={onClose}
        />
      )}
    </FormModal>
  );
}
