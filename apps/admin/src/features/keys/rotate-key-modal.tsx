import { DURATION_FORMAT, parseDuration, type GeneratedKey, type KeyView } from '@tollgate/core';
import { Autocomplete, Button, Group, Stack, Text } from '@mantine/core';
import { SecretReveal, TimeText } from '@tollgate/ui';
import { useState } from 'react';
import { textOrNull } from '../../shared/form/changed-fields.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { useRegenerateKey } from './api/regenerate-key.js';
import { KeyRecipes } from './key-recipes.js';
import { nameOfKey } from './key-status.js';

export interface RotateKeyModalProps {
  apiKey: KeyView;
  opened: boolean;
  onClose: () => void;
  /** The key has another hash now, and is found by that. */
  onRotated: (hash: string) => void;
}

/** Gives a key another secret; the old one may work on for a while, so that apps can change over. */
export function RotateKeyModal({ apiKey, opened, onClose, onRotated }: RotateKeyModalProps) {
  const [made, setMade] = useState<GeneratedKey | null>(null);
  const close = () => {
    setMade(null);
    onClose();
    if (made) onRotated(made.token);
  };
  return (
    <FormModal
      opened={opened}
      onClose={close}
      title={made ? `${nameOfKey(apiKey)} has a new secret` : `Rotate ${nameOfKey(apiKey)}?`}
      sticky={made !== null}
    >
      {made ? (
        <Stack>
          <SecretReveal secret={made.key} what="key" />
          <KeyRecipes secret={made.key} models={made.models} />
          <Group justify="flex-end">
            <Button onClick={close}>I have copied it</Button>
          </Group>
        </Stack>
      ) : (
        <Rotate apiKey={apiKey} onMade={setMade} onCancel={onClose} />
      )}
    </FormModal>
  );
}

interface RotateProps {
  apiKey: KeyView;
  onMade: (key: GeneratedKey) => void;
  onCancel: () => void;
}

function Rotate({ apiKey, onMade, onCancel }: RotateProps) {
  const regenerate = useRegenerateKey();
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: { grace_period: '24h' },
    validate: {
      grace_period: (text: string) =>
        text.trim() === '' || parseDuration(text.trim()) ? null : `Expected ${DURATION_FORMAT}`,
    },
    submit: async ({ grace_period: grace }) =>
      onMade(await regenerate.mutateAsync({ hash: apiKey.token, gracePeriod: textOrNull(grace) })),
  });
  const ends = form.values.grace_period.trim() === '';
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Text fz="sm">
          It gets another secret; name, limits, spend and history stay.{' '}
          {ends
            ? 'Apps that use the old secret are refused within a second.'
            : 'Until the old secret ends, both work: change the apps over in that time.'}{' '}
          Last used: <TimeText iso={apiKey.last_active} />.
        </Text>
        <Autocomplete
          label="The old secret works for"
          description="A number and s, m, h, d, w or mo. Empty: it ends at once."
          placeholder="Not at all"
          data={['1h', '24h', '7d', '30d']}
          data-autofocus
          {...form.getInputProps('grace_period')}
        />
        <FormFoot submitLabel="Rotate key" pending={pending} failure={failure} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
