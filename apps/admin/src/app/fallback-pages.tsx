import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { type ErrorComponentProps } from '@tanstack/react-router';
import { LinkButton } from '../shared/links.js';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <Center mih="50vh">
      <Stack align="center" gap="xs" ta="center">
        <title>Not found · Tollgate</title>
        <Title order={1} fz="xl">
          There is no such page
        </Title>
        <Text c="dimmed" fz="sm">
          The address may be mistyped, or the page has moved.
        </Text>
        <LinkButton to="/" mt="sm">
          Go to the overview
        </LinkButton>
      </Stack>
    </Center>
  );
}

/** A page that could not be shown: the reason, and a way to try again. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  return (
    <Center mih="50vh">
      <Stack align="center" gap="xs" ta="center" role="alert">
        <Title order={1} fz="xl">
          This page could not be shown
        </Title>
        <Text c="dimmed" fz="sm" maw={480}>
          {error instanceof Error ? error.message : 'Something unexpected happened.'}
        </Text>
        <Button
          mt="sm"
          onClick={() => {
            reset();
            window.location.reload();
          }}
        >
          Try again
        </Button>
      </Stack>
    </Center>
  );
}
