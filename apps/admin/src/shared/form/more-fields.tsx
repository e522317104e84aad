import { Collapse, Group, Stack, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode } from 'react';

export interface MoreFieldsProps {
  /** What is behind it: "Time zone and currency". */
  label: string;
  opened: boolean;
  onToggle: (opened: boolean) => void;
  children: ReactNode;
}

/** Fields that most people leave alone, behind a line that names them. */
export function MoreFields({ label, opened, onToggle, children }: MoreFieldsProps) {
  return (
    <>
      <UnstyledButton
        onClick={() => onToggle(!opened)}
        aria-expanded={opened}
        fz="sm"
        fw={500}
        c="var(--mantine-color-anchor)"
      >
        <Group gap={4}>
          {opened ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
          {label}
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened}>
        <Stack>{children}</Stack>
      </Collapse>
    </>
  );
}
