import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';

export interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, description, actions, children }: SectionProps) {
  return (
    <Box component="section" aria-label={title} mt="md">
      <Group justify="space-between" align="flex-end" gap="sm" mb="xs">
        <Box miw={0}>
          <Title order={2} fz="md">
            {title}
          </Title>
          {description !== undefined && (
            <Text component="div" fz="sm" c="dimmed">
              {description}
            </Text>
          )}
        </Box>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
