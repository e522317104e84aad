import { type GeneratedKey, type KeyListQuery } from '@tollgate/core';
import { Button, Group, Stack } from '@mantine/core';
import { SecretReveal } from '@tollgate/ui';
import { useState } from 'react';
import { FormModal } from '../../shared/form/form-modal.js';
import { useGenerateKey } from './api/generate-key.js';
import { KeyForm } from './key-form.js';
import { EMPTY_KEY, toGenerateRequest, type KeyFormValues } from './key-form-values.js';
import { KeyRecipes } from './key-recipes.js';

export interface CreateKeyModalProps {
  opened: boolean;
  onClose: () => void;
  /** Whom it is for, when that is known from the page. */
  owner?: Pick<KeyListQuery, 'team_id' | 'user_id'>;
}

/** Makes a key, then shows its secret once with ready examples; closing it forgets the secret. */
export function CreateKeyModal({ opened, onClose, owner = {} }: CreateKeyModalProps) {
  const [made, setMade] = useState<GeneratedKey | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <FormModal
      opened={opened}
      onClose={close}
      title={made ? `${made.key_alias ?? 'Your key'} is ready` : 'Create a key'}
      sticky={made !== null}
    >
      {made ? (
        <MadeKey made={made} onDone={close} />
      ) : (
        <NewKey initial={{ ...EMPTY_KEY, ...owner }} onMade={setMade} onCancel={close} />
      )}
    </FormModal>
  );
}

interface NewKeyProps {
  initial: KeyFormValues;
  onMade: (key: GeneratedKey) => void;
  onCancel: () => void;
}

function NewKey({ initial, onMade, onCancel }: NewKeyProps) {
  const generate = useGenerateKey();
  return (
    <KeyForm
      initial={initial}
      submitLabel="Create key"
      submit={async (values) => onMade(await generate.mutateAsync(toGenerateRequest(values)))}
      onCancel={onCancel}
      expiryNote="A number and s, m, h, d, w or mo."
      expiryPlaceholder="Never"
      advancedOpen={initial.team_id !== '' || initial.user_id !== ''}
    />
  );
}

function MadeKey({ made, onDone }: { made: GeneratedKey; onDone: () => void }) {
  return (
    <Stack>
      <SecretReveal secret={made.key} what="key" />
      <KeyRecipes secret={made.key} models={made.models} />
      <Group justify="flex-end">
        <Button onClick={onDone}>I have copied it</Button>
      </Group>
    </Stack>
  );
}
