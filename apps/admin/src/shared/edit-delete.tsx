import { ActionIcon, Group } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';

export interface EditDeleteProps {
  /** What the row is called. */
  name: string;
  onEdit: () => void;
  onDelete: () => void;
}

/** The two things one does with a row of a short list. */
export function EditDelete({ name, onEdit, onDelete }: EditDeleteProps) {
  const look = { variant: 'subtle', color: 'gray' } as const;
  return (
    <Group gap={2} justify="flex-end" wrap="nowrap">
      <ActionIcon {...look} aria-label={`Edit ${name}`} onClick={onEdit}>
        <IconPencil size={16} />
      </ActionIcon>
      <ActionIcon {...look} aria-label={`Delete ${name}`} onClick={onDelete}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
