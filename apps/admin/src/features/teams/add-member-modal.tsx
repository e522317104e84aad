import { TEAM_ROLES, type InvitationView, type TeamRole } from '@tollgate/core';
import { Button, Checkbox, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { tell } from '../../shared/confirm/ask-first.js';
import { numberOrNull } from '../../shared/form/changed-fields.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { useAccess } from '../session/api/access.js';
import { useInviteUser } from '../users/api/invite-user.js';
import { InvitationLink } from '../users/pickers/invitation-link.js';
import { useAddTeamMembers } from './api/add-team-members.js';

export interface AddMemberModalProps {
  teamId: string;
  opened: boolean;
  onClose: () => void;
}

interface Invited {
  email: string;
  invitation: InvitationView;
}

/** Adds a person to a team by e-mail address; who is new gets a link to choose a password with. */
export function AddMemberModal({ teamId, opened, onClose }: AddMemberModalProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  const close = () => {
    setInvited(null);
    onClose();
  };
  return (
    <FormModal
      opened={opened}
      onClose={close}
      title={invited ? `${invited.email} is a member` : 'Add a member'}
      sticky={invited !== null}
    >
      {invited ? (
        <Stack>
          <InvitationLink invitation={invited.invitation} name={invited.email} />
          <Group justify="flex-end">
            <Button onClick={close}>I have copied it</Button>
          </Group>
        </Stack>
      ) : (
        <AddMember teamId={teamId} onClose={close} onInvited={setInvited} />
      )}
    </FormModal>
  );
}

interface AddMemberProps {
  teamId: string;
  onClose: () => void;
  onInvited: (invited: Invited) => void;
}

interface MemberValues {
  user_email: string;
  role: TeamRole;
  max_budget_in_team: number | string;
  invite: boolean;
}

function AddMember({ teamId, onClose, onInvited }: AddMemberProps) {
  const { isAdmin } = useAccess();
  const add = useAddTeamMembers();
  const invite = useInviteUser();
  const { form, onSubmit, pending, failure } = useApiForm<MemberValues>({
    initialValues: { user_email: '', role: 'user', max_budget_in_team: '', invite: isAdmin },
    validate: {
      user_email: (email) => (email.trim().includes('@') ? null : 'Enter an e-mail address'),
    },
    submit: async (values) => {
      const email = values.user_email.trim();
      const budget = numberOrNull(values.max_budget_in_team);
      const { updated_users: users } = await add.mutateAsync({
        team_id: teamId,
        member: { role: values.role, user_email: email },
        ...(budget !== null && { max_budget_in_team: budget }),
      });
      const [user] = users;
      if (values.invite && user) onInvited({ email, invitation: await invite.mutateAsync(user.user_id) });
      else {
        tell(`${email} is a member now.`);
        onClose();
      }
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <TextInput
          label="E-mail address"
          description="Who is not a user yet becomes one."
          placeholder="ada@example.com"
          data-autofocus
          {...form.getInputProps('user_email')}
        />
        <Group grow align="flex-start" gap="sm">
          <RoleSelect {...form.getInputProps('role')} />
          <NumberInput
            label="Budget in this team (USD)"
            description="Of the team's own, at most this much."
            placeholder="No limit of its own"
            min={0}
            decimalScale={6}
            hideControls
            thousandSeparator=","
            prefix="$"
            {...form.getInputProps('max_budget_in_team')}
          />
        </Group>
        {isAdmin && (
          <Checkbox
            label="Make an invitation link"
            description="For people who have no password yet, or have forgotten it."
            {...form.getInputProps('invite', { type: 'checkbox' })}
          />
        )}
        <FormFoot submitLabel="Add member" pending={pending} failure={failure} onCancel={onClose} />
      </Stack>
    </form>
  );
}

export const TEAM_ROLE_LABELS: Readonly<Record<TeamRole, string>> = { admin: 'Admin', user: 'Member' };

/** What a member may do in the team. */
export function RoleSelect(props: { value?: TeamRole; onChange?: (role: TeamRole) => void }) {
  return (
    <Select
      label="Role"
      description="Admins manage members, keys and limits."
      allowDeselect={false}
      {...props}
      onChange={(value) => {
        const role = TEAM_ROLES.find((known) => known === value);
        if (role) props.onChange?.(role);
      }}
      data={TEAM_ROLES.map((value) => ({ value, label: TEAM_ROLE_LABELS[value] }))}
    />
  );
}
