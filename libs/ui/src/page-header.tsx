import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';

export interface PageHeaderProps {
  title: string;
  /** One line under the title: what the page is for. */
  description?: ReactNode;
  /** Buttons and pickers at the right, below the title on a phone. */
  actions?: ReactNode;
}

/** The top of every page; also names the browser tab. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="lg">
      <title>{`${title} · Tollgate`}</title>
      <Box miw={0}>
        <Title order={1} fz={20} lh={1.35} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {description !== undefined && (
          <Text component="div" c="dimmed" fz="sm">
            {description}
          </Text>
        )}
      </Box>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
