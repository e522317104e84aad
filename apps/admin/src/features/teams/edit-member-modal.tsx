import { Stack } from '@mantine/core';
import { type MemberLimitFields, type TeamRole } from '@tollgate/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { changedFields, numberOrNull, textOrNull } from '../../shared/form/changed-fields.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { MemberLimits } from './member-limits.js';
import { RoleSelect } from './add-member-modal.js';
import { useUpdateTeamMember } from './api/update-team-member.js';
import { ModelsInput } from '../models/pickers/models-input.js';
import { type MemberRow } from './member-rows.js';

export interface EditMemberModalProps {
  teamId: string;
  /** null: closed. */
  member: MemberRow | null;
  onClose: () => void;
}

/** Role and own limits of one member. */
export function EditMemberModal({ teamId, member, onClose }: EditMemberModalProps) {
  return (
    <FormModal opened={member !== null} onClose={onClose} title={`Edit ${member?.name ?? ''}`}>
      {member && <EditMember teamId={teamId} member={member} onClose={onClose} />}
    </FormModal>
  );
}

/** Called as the API calls them, so its messages find their place. */
export interface MemberValues {
  role: TeamRole;
  max_budget_in_team: number | string;
  budget_duration: string;
  rpm_limit: number | string;
  tpm_limit: number | string;
  allowed_models: string[];
}

interface MemberChange extends MemberLimitFields {
  role: TeamRole;
}

const valuesOf = ({ role, budget }: MemberRow): MemberValues => ({
  role,
  max_budget_in_team: budget?.max_budget ?? '',
  budget_duration: budget?.budget_duration ?? '',
  rpm_limit: budget?.rpm_limit ?? '',
  tpm_limit: budget?.tpm_limit ?? '',
  allowed_models: budget?.allowed_models ?? [],
});

const fieldsOf = (values: MemberValues): MemberChange => ({
  role: values.role,
  max_budget_in_team: numberOrNull(values.max_budget_in_team),
  budget_duration: textOrNull(values.budget_duration),
  rpm_limit: numberOrNull(values.rpm_limit),
  tpm_limit: numberOrNull(values.tpm_limit),
  allowed_models: values.allowed_models,
});

function EditMember({ teamId, member, onClose }: { teamId: string; member: MemberRow; onClose: () => void }) {
  const update = useUpdateTeamMember();
  const { form, onSubmit, pending, failure } = useApiForm<MemberValues>({
    initialValues: valuesOf(member),
    submit: async (values) => {
      const changed = changedFields(fieldsOf(valuesOf(member)), fieldsOf(values));
      await update.mutateAsync({ team_id: teamId, user_id: member.userId, ...changed });
      tell(`${member.name} is saved.`);
      onClose();
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <RoleSelect {...form.getInputProps('role')} />
        <MemberLimits field={(name) => form.getInputProps(name)} />
        <ModelsInput
          description="Empty: every model of the team."
          placeholder="Every model of the team"
          {...form.getInputProps('allowed_models')}
        />
        <FormFoot submitLabel="Save changes" pending={pending} failure={failure} onCancel={onClose} />
      </Stack>
    </form>
  );
}
