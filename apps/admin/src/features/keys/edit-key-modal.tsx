import { type KeyView } from '@tollgate/core';
import { TimeText } from '@tollgate/ui';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormModal } from '../../shared/form/form-modal.js';
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
    <FormModal opened={apiKey !== null} onClose={onClose} title={`Edit ${apiKey ? nameOfKey(apiKey) : ''}`}>
      {apiKey && <EditKey apiKey={apiKey} onClose={onClose} />}
    </FormModal>
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
        tell(`${values.key_alias || nameOfKey(apiKey)} is saved.`);
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
