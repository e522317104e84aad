import { type KeyView } from '@tollgate/core';
import { Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { TimeText } from '@tollgate/ui';
import { useUpdateKey } from './api/update-key.js';
import { KeyForm } from './key-form.js';
import { toFormValues, toUpdateRequest } from './key-form-values.js';
import { nameOfKey } from './key-status.js';

export interface EditKeyModalProps {
  /** null: closed. */
  apiKey: KeyView | null;
  onClose: () => void;
}

/** Changes a key; what is left alone is not sent. */
export function EditKeyModal({ apiKey, onClose }: EditKeyModalProps) {
  return (
    <Modal
      opened={apiKey !== null}
      onClose={onClose}
      size={620}
      title={
        <Text component="span" fw={600}>
          Edit {apiKey && nameOfKey(apiKey)}
        </Text>
      }
    >
      {apiKey && <EditKey apiKey={apiKey} onClose={onClose} />}
    </Modal>
  );
}

function EditKey({ apiKey, onClose }: { apiKey: KeyView; onClose: () => void }) {
  const update = useUpdateKey();
  return (
    <KeyForm
      initial={toFormValues(apiKey)}
      submitLabel="Save changes"
      submit={async (values) => {
        await update.mutateAsync(toUpdateRequest(apiKey, values));
        notifications.show({ message: `${values.key_alias || nameOfKey(apiKey)} is saved.` });
        onClose();
      }}
      onCancel={onClose}
      expiryNote={
        <>
          Now: <TimeText iso={apiKey.expires} />. A new length counts from now.
        </>
      }
      expiryPlaceholder="Unchanged"
      advancedOpen
    />
  );
}
