import { FALLBACK_TYPES, type FallbackType, type FallbackView, type SettingView } from '@tollgate/core';
import { ActionIcon, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { askFirst, tell, tellFailure } from '../../shared/confirm/ask-first.js';
import { useAccess } from '../session/api/access.js';
import { useDeleteFallbacks } from './api/delete-fallbacks.js';
import { EditFallbacksModal } from './edit-fallbacks-modal.js';
import { FALLBACK_SETTINGS, fallbackLists, loopOf, modelsWithParameters, valueOf } from './fallback-lists.js';

const WORDS: Readonly<Record<FallbackType, { title: string; text: string }>> = {
  general: {
    title: 'When a model fails',
    text: 'Tried in this order, after its own deployments and retries.',
  },
  context_window: {
    title: 'When the prompt is too long',
    text: 'Tried in this order: models with a larger window.',
  },
  content_policy: {
    title: 'When a prompt is refused for its content',
    text: 'Tried in this order, where the provider refuses.',
  },
};

/** What is tried in place of each model, in order, for each kind of failure. */
export function FallbacksSection({ settings }: { settings: readonly SettingView[] }) {
  const { isAdmin } = useAccess();
  const [editing, setEditing] = useState<FallbackView | null>(null);
  const askDelete = useAskDelete();
  return (
    <>
      {FALLBACK_TYPES.map((type) => {
        const value = valueOf(settings, FALLBACK_SETTINGS[type]);
        const lists = fallbackLists(value);
        const special = modelsWithParameters(value);
        return (
          <Paper key={type} p="md" component="section" aria-label={`Fallbacks: ${WORDS[type].title}`}>
            <Group justify="space-between" gap="sm" mb={4}>
              <div>
                <Title order={2} fz="md">
                  {WORDS[type].title}
                </Title>
                <Text fz="sm" c="dimmed">
                  {WORDS[type].text}
                </Text>
              </div>
              {isAdmin && (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPlus size={14} />}
                  onClick={() => setEditing({ model: '', fallback_models: [], fallback_type: type })}
                >
                  Add fallbacks
                </Button>
              )}
            </Group>
            {lists.size === 0 && (
              <Text fz="sm" c="dimmed">
                No model has fallbacks of this kind.
              </Text>
            )}
            <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
              {[...lists].map(([model, models]) => (
                <FallbackLine
                  key={model}
                  view={{ model, fallback_models: models, fallback_type: type }}
                  lists={lists}
                  special={special.has(model)}
                  actions={isAdmin ? { edit: setEditing, askDelete } : null}
                />
              ))}
            </Stack>
          </Paper>
        );
      })}
      <EditFallbacksModal
        editing={editing}
        lists={fallbackLists(editing && valueOf(settings, FALLBACK_SETTINGS[editing.fallback_type]))}
        onClose={() => setEditing(null)}
      />
    </>
  );
}

interface FallbackLineProps {
  view: FallbackView;
  lists: ReadonlyMap<string, readonly string[]>;
  /** Some have messages or parameters of their own, which only the configuration shows. */
  special: boolean;
  /** null: it is only read. */
  actions: FallbackActions | null;
}

interface FallbackActions {
  edit: (view: FallbackView) => void;
  askDelete: (view: FallbackView) => void;
}

/** Lives as long as the page: the line that is deleted is gone before the answer is told. */
function useAskDelete() {
  const { mutate: remove } = useDeleteFallbacks();
  return ({ model, fallback_type }: FallbackView) =>
    askFirst({
      title: `Delete the fallbacks of ${model}?`,
      consequence: `Within a second nothing is tried in place of ${model} any more: such calls fail.`,
      confirm: 'Delete fallbacks',
      onConfirm: () =>
        remove(
          { model, fallback_type },
          {
            onSuccess: () => tell(`${model} has no fallbacks any more.`),
            onError: tellFailure('The fallbacks could not be deleted'),
          },
        ),
    });
}

function FallbackLine({ view, lists, special, actions }: FallbackLineProps) {
  const { model, fallback_models: models } = view;
  const loop = loopOf(model, models, lists);
  const look = { variant: 'subtle', color: 'gray' } as const;
  return (
    <Group component="li" justify="space-between" wrap="nowrap" gap="sm" mih={36}>
      <div style={{ minWidth: 0 }}>
        <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
          <Text component="span" fz="sm" fw={500}>
            {model === '*' ? 'every model' : model}
          </Text>{' '}
          → {models.join(' → ')}
        </Text>
        {special && (
          <Text fz="xs" c="dimmed">
            Some with messages or parameters of their own: edit them under Configuration.
          </Text>
        )}
        {loop && (
          <Text fz="xs" c="var(--tg-warning)">
            Leads back to itself: {loop.join(' → ')}. Each is tried once, so the way ends there.
          </Text>
        )}
      </div>
      {actions && (
        <Group gap={2} wrap="nowrap">
          {!special && (
            <ActionIcon
              {...look}
              aria-label={`Edit the fallbacks of ${model}`}
              onClick={() => actions.edit(view)}
            >
              <IconPencil size={16} />
            </ActionIcon>
          )}
          <ActionIcon
            {...look}
            aria-label={`Delete the fallbacks of ${model}`}
            onClick={() => actions.askDelete(view)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      )}
    </Group>
  );
}
