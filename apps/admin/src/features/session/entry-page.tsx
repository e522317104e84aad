import { Box, Center, Stack, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';
import { Brand } from '../../shared/brand.js';

export interface EntryPageProps {
  title: string;
  lead: string;
  children: ReactNode;
}

/** A page for who is not signed in: the mark, what is to be done, one form. */
export function EntryPage({ title, lead, children }: EntryPageProps) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{`${title} · Tollgate`}</title>
      <Box w="100%" maw={380}>
        <Stack gap="lg">
          <Brand size={34} />
          <Box>
            <Title order={1} fz={22}>
              {title}
            </Title>
            <Text c="dimmed" fz="sm">
              {lead}
            </Text>
          </Box>
          {children}
        </Stack>
      </Box>
    </Center>
  );
}
