import { type InvitationView, type UserView } from '@tollgate/core';
import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useCreateUser } from './api/create-user.js';
import { useInviteUser } from './api/invite-user.js';
import { useUpdateUser } from './api/update-user.js';
import { InvitationLink } from './pickers/invitation-link.js';
import {
  EMPTY_USER,
  newUserRules,
  toNewUser,
  toUserUpdate,
  toUserValues,
  userRules,
} from './user-form-values.js';
import { UserForm } from './user-form.js';
import { nameOfUser } from './user-name.js';

/** Somebody with the link that lets him choose a password. */
export interface Invited {
  name: string;
  invitation: InvitationView;
}

export interface InviteUserModalProps {
  opened: boolean;
  onClose: () => void;
}

/** Makes a user and shows the invitation's link. */
export function InviteUserModal({ opened, onClose }: InviteUserModalProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  const create = useCreateUser();
  const invite = useInviteUser();
  if (invited) {
    const close = () => {
      setInvited(null);
      onClose();
    };
    return <InvitedModal invited={invited} onClose={close} />;
  }
  return (
    <FormModal opened={opened} onClose={onClose} title="Invite a user">
      <UserForm
        initial={EMPTY_USER}
        rules={newUserRules}
        submitLabel="Invite"
        submit={async (values) => {
          const user = await create.mutateAsync(toNewUser(values));
          setInvited({ name: nameOfUser(user), invitation: await invite.mutateAsync(user.user_id) });
        }}
        onCancel={onClose}
      />
    </FormModal>
  );
}

/** The link to hand on. */
export function InvitedModal({ invited, onClose }: { invited: Invited | null; onClose: () => void }) {
  return (
    <FormModal
      opened={invited !== null}
      onClose={onClose}
      title={`Invitation for ${invited?.name ?? ''}`}
      sticky
    >
      {invited && (
        <Stack>
          <InvitationLink {...invited} />
          <Group justify="flex-end">
            <Button onClick={onClose}>I have copied it</Button>
          </Group>
        </Stack>
      )}
    </FormModal>
  );
}

export interface EditUserModalProps {
  /** null: closed. */
  user: UserView | null;
  onClose: () => void;
}

/** Changes a user; what is left alone is not sent. */
export function EditUserModal({ user, onClose }: EditUserModalProps) {
  const update = useUpdateUser();
  return (
    <FormModal opened={user !== null} onClose={onClose} title={`Edit ${user ? nameOfUser(user) : ''}`}>
      {user && (
        <UserForm
          initial={toUserValues(user)}
          rules={userRules}
          submitLabel="Save changes"
          submit={async (values) => {
            await update.mutateAsync(toUserUpdate(user, values));
            tell(`${nameOfUser(user)} is saved.`);
            onClose();
          }}
          onCancel={onClose}
        />
      )}
    </FormModal>
  );
}
