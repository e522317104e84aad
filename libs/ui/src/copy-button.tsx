import { ActionIcon, Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type MouseEvent } from 'react';

export interface CopyButtonProps {
  value: string;
  /** What is copied, for the tooltip and for screen readers: "key hash". */
  what: string;
  /** With words beside the icon. */
  labelled?: boolean;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ value, what, labelled = false }: CopyButtonProps) {
  const clipboard = useClipboard({ timeout: 2_000 });
  const label = clipboard.copied ? 'Copied' : `Copy ${what}`;
  const icon = clipboard.copied ? <IconCheck size={14} /> : <IconCopy size={14} />;
  const copy = (event: MouseEvent) => {
    event.stopPropagation();
    void clipboard.copy(value);
  };
  if (labelled) {
    return (
      <Button variant="default" size="xs" leftSection={icon} onClick={copy}>
        {label}
      </Button>
    );
  }
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={copy} title={label}>
      {icon}
    </ActionIcon>
  );
}
