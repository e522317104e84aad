import { type AccessGroupView } from '@tollgate/core';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { AccessGroupForm } from './access-group-form.js';
import { EMPTY_GROUP, toGroupUpdate, toGroupValues, toNewGroup } from './access-group-form-values.js';
import { useCreateAccessGroup } from './api/create-access-group.js';
import { useUpdateAccessGroup } from './api/update-access-group.js';

export interface CreateAccessGroupModalProps {
  opened: boolean;
  onClose: () => void;
}

/** Makes a group of models, and hands it to teams and keys. */
export function CreateAccessGroupModal({ opened, onClose }: CreateAccessGroupModalProps) {
  const create = useCreateAccessGroup();
  return (
    <FormModal opened={opened} onClose={onClose} title="Create an access group">
      <AccessGroupForm
        initial={EMPTY_GROUP}
        submitLabel="Create group"
        submit={async (values) => {
          const { access_group_name: name } = await create.mutateAsync(toNewGroup(values));
          tell(`${name} is ready.`);
          onClose();
        }}
        onCancel={onClose}
      />
    </FormModal>
  );
}

export interface EditAccessGroupModalProps {
  /** null: closed. */
  group: AccessGroupView | null;
  onClose: () => void;
}

/** Changes a group for everyone who has it; what is left alone is not sent. */
export function EditAccessGroupModal({ group, onClose }: EditAccessGroupModalProps) {
  const update = useUpdateAccessGroup();
  return (
    <FormModal opened={group !== null} onClose={onClose} title={`Edit ${group?.access_group_name ?? ''}`}>
      {group && (
        <AccessGroupForm
          initial={toGroupValues(group)}
          submitLabel="Save changes"
          submit={async (values) => {
            await update.mutateAsync({ id: group.access_group_id, ...toGroupUpdate(group, values) });
            tell(`${values.access_group_name} is saved.`);
            onClose();
          }}
          onCancel={onClose}
        />
      )}
    </FormModal>
  );
}
