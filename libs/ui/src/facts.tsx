import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';

/** A titled list of label and value. */
export function FactGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box>
      <Title order={2} fz="md" mb={4}>
        {title}
      </Title>
      <Box component="dl" m={0}>
        {children}
      </Box>
    </Box>
  );
}

/** One label with its value, within a FactGroup. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group justify="space-between" align="center" gap="md" wrap="nowrap" mih={28}>
      <Text component="dt" fz="sm" c="dimmed" style={{ flex: 'none' }}>
        {name}
      </Text>
      <Text
        component="dd"
        fz="sm"
        m={0}
        ta="right"
        className="tg-figures"
        style={{ overflowWrap: 'anywhere' }}
      >
        {children}
      </Text>
    </Group>
  );
}
