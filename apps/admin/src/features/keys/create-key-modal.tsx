import { type GeneratedKey } from '@tollgate/core';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { SecretReveal } from '@tollgate/ui';
import { useState } from 'react';
import { useGenerateKey } from './api/generate-key.js';
import { KeyForm } from './key-form.js';
import { EMPTY_KEY, toGenerateRequest } from './key-form-values.js';
import { KeyRecipes } from './key-recipes.js';

export interface CreateKeyModalProps {
  opened: boolean;
  onClose: () => void;
}

/** Makes a key, then shows its secret once with ready examples; closing it forgets the secret. */
export function CreateKeyModal({ opened, onClose }: CreateKeyModalProps) {
  const [made, setMade] = useState<GeneratedKey | null>(null);
  const close = () => {
    setMade(null);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size={620}
      title={
        <Text component="span" fw={600}>
          {made ? `${made.key_alias ?? 'Your key'} is ready` : 'Create a key'}
        </Text>
      }
      // A stray click must not throw away a secret that nobody can show again.
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
    >
      {made ? <MadeKey made={made} onDone={close} /> : <NewKey onMade={setMade} onCancel={close} />}
    </Modal>
  );
}

function NewKey({ onMade, onCancel }: { onMade: (key: GeneratedKey) => void; onCancel: () => void }) {
  const generate = useGenerateKey();
  return (
    <KeyForm
      initial={EMPTY_KEY}
      submitLabel="Create key"
      submit={async (values) => onMade(await generate.mutateAsync(toGenerateRequest(values)))}
      onCancel={onCancel}
      expiryNote="A number and s, m, h, d, w or mo."
      expiryPlaceholder="Never"
      advancedOpen={false}
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
