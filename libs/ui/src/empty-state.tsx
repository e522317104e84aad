import { Group, Stack, Text, Title } from '@mantine/core';
import { type Icon } from '@tabler/icons-react';
import { type ReactNode } from 'react';

export interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** What will be here, and the first step towards it. */
  children: ReactNode;
  action?: ReactNode;
}

/** In place of a table or chart with nothing in it: says what belongs here and how to get the first one. */
export function EmptyState({ icon: Glyph, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center">
      <Glyph size={28} stroke={1.5} color="var(--tg-quiet)" aria-hidden />
      <Title order={2} fz="md" mt={4}>
        {title}
      </Title>
      <Text component="div" c="dimmed" fz="sm" maw={460}>
        {children}
      </Text>
      {action !== undefined && <Group mt="sm">{action}</Group>}
    </Stack>
  );
}
