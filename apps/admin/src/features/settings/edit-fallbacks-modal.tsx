import { type FallbackView } from '@tollgate/core';
import { ActionIcon, Alert, Group, Select, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { tell } from '../../shared/confirm/ask-first.js';
import { FormFoot } from '../../shared/form/form-foot.js';
import { FormModal } from '../../shared/form/form-modal.js';
import { useApiForm } from '../../shared/form/use-api-form.js';
import { modelGroupsQuery } from '../models/api/list-model-groups.js';
import { useSetFallbacks } from './api/set-fallbacks.js';
import { loopOf } from './fallback-lists.js';

export interface EditFallbacksModalProps {
  /** With an empty model: new ones. null: closed. */
  editing: FallbackView | null;
  /** Of all models, for the way they lead. */
  lists: ReadonlyMap<string, readonly string[]>;
  onClose: () => void;
}

/** Which models are tried in place of one, in which order. */
export function EditFallbacksModal({ editing, lists, onClose }: EditFallbacksModalProps) {
  const title = editing?.model ? `Fallbacks of ${editing.model}` : 'Add fallbacks';
  return (
    <FormModal opened={editing !== null} onClose={onClose} title={title}>
      {editing && <FallbackForm editing={editing} lists={lists} onClose={onClose} />}
    </FormModal>
  );
}

function FallbackForm({ editing, lists, onClose }: EditFallbacksModalProps & { editing: FallbackView }) {
  const set = useSetFallbacks();
  const groups = useQuery(modelGroupsQuery);
  const names = groups.data?.map((group) => group.model_group) ?? [];
  const { form, onSubmit, pending, failure } = useApiForm({
    initialValues: { model: editing.model, fallback_models: editing.fallback_models },
    validate: {
      model: (model: unknown) => (model === '' ? 'Choose the model that may fail' : null),
      fallback_models: (models: unknown) =>
        Array.isArray(models) && models.length > 0 ? null : 'Choose at least one model',
    },
    submit: async (values) => {
      await set.mutateAsync({ ...values, fallback_type: editing.fallback_type });
      tell(`The fallbacks of ${values.model} are saved.`);
      onClose();
    },
  });
  const { model, fallback_models: models } = form.values;
  const loop = model === '' ? null : loopOf(model, models, lists);
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Select
          label="Model"
          placeholder="The one that may fail"
          searchable
          disabled={editing.model !== ''}
          data={named(names, editing.model)}
          {...form.getInputProps('model')}
          value={model === '' ? null : model}
          onChange={(next: string | null) => form.setFieldValue('model', next ?? '')}
        />
        <OrderedModels
          models={models}
          names={names.filter((name) => name !== model)}
          error={form.errors['fallback_models']}
          onChange={(next) => form.setFieldValue('fallback_models', next)}
        />
        {loop && (
          <Alert color="yellow" variant="light" p="xs">
            Leads back to itself: {loop.join(' → ')}. Each is tried once, so the way ends there.
          </Alert>
        )}
        <FormFoot submitLabel="Save fallbacks" pending={pending} failure={failure} onCancel={onClose} />
      </Stack>
    </form>
  );
}

const named = (names: readonly string[], own: string): string[] =>
  own === '' || names.includes(own) ? [...names] : [own, ...names];

interface OrderedModelsProps {
  models: readonly string[];
  /** Offered to be added. */
  names: readonly string[];
  error: React.ReactNode;
  onChange: (models: string[]) => void;
}

/** Models in order, moved by buttons, so that a keyboard does it as well. */
function OrderedModels({ models, names, error, onChange }: OrderedModelsProps) {
  const move = (from: number, to: number) => {
    const next = [...models];
    const [moved] = next.splice(from, 1);
    if (moved !== undefined) next.splice(to, 0, moved);
    onChange(next);
  };
  const look = { variant: 'subtle', color: 'gray', size: 'sm' } as const;
  return (
    <Stack gap={4}>
      <Text fz="sm" fw={500}>
        Tried in its place, in this order
      </Text>
      {models.map((name, place) => (
        <Group key={name} gap={4} wrap="nowrap">
          <Text fz="sm" flex={1} truncate>
            {place + 1}. {name}
          </Text>
          <ActionIcon
            {...look}
            aria-label={`Try ${name} earlier`}
            disabled={place === 0}
            onClick={() => move(place, place - 1)}
          >
            <IconArrowUp size={14} />
          </ActionIcon>
          <ActionIcon
            {...look}
            aria-label={`Try ${name} later`}
            disabled={place === models.length - 1}
            onClick={() => move(place, place + 1)}
          >
            <IconArrowDown size={14} />
          </ActionIcon>
          <ActionIcon
            {...look}
            aria-label={`Do not try ${name}`}
            onClick={() => onChange(models.filter((other) => other !== name))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        aria-label="Add a fallback"
        placeholder="Add a model"
        searchable
        error={error}
        data={names.filter((name) => !models.includes(name))}
        value={null}
        onChange={(name) => name !== null && onChange([...models, name])}
      />
    </Stack>
  );
}
