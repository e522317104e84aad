import { Box, Group, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { CodeBlock } from '@tollgate/ui';
import { type ReactNode } from 'react';
import { exampleCall } from '../../shared/example-call.js';
import { LinkButton, TextLink } from '../../shared/links.js';

export interface FirstStepsProps {
  /** Is there a model of a provider? null: it is not for this person to add one. */
  hasModel: boolean | null;
  hasKey: boolean;
  hasCall: boolean;
}

/** What a new gateway's admin does first; ticks itself off. */
export function FirstSteps({ hasModel, hasKey, hasCall }: FirstStepsProps) {
  const before = hasModel === null ? 0 : 1;
  return (
    <Paper p="lg">
      <Title order={2} fz="lg">
        Get your first answer
      </Title>
      <Text c="dimmed" fz="sm" mb="md">
        No provider account at hand? The gateway answers the model “demo” itself: start with a key.
      </Text>
      <Stack gap="lg">
        {hasModel !== null && (
          <Step number={1} done={hasModel} title="Add a model">
            <Text fz="sm" c="dimmed" mb="xs">
              Choose its provider, paste a key, test the connection.
            </Text>
            <LinkButton to="/models" search={{ create: 'open' }} variant={hasModel ? 'default' : 'filled'}>
              {hasModel ? 'Add another model' : 'Add a model'}
            </LinkButton>
          </Step>
        )}
        <Step number={before + 1} done={hasKey} title="Create a key">
          <Text fz="sm" c="dimmed" mb="xs">
            Each app gets its own. The secret is shown once.
          </Text>
          <LinkButton to="/keys" search={{ create: 'open' }} variant={hasKey ? 'default' : 'filled'}>
            {hasKey ? 'Create another key' : 'Create a key'}
          </LinkButton>
        </Step>
        <Step number={before + 2} done={hasCall} title="Call the gateway">
          <Text fz="sm" c="dimmed" mb="xs">
            With curl, or any OpenAI SDK whose base URL ends in /v1. Put your key in place of $TOLLGATE_KEY.
          </Text>
          <CodeBlock {...exampleCall()} />
        </Step>
        <Step number={before + 3} done={hasCall} title="See what it cost">
          <Text fz="sm" c="dimmed">
            Every call leaves a line in the <TextLink to="/logs">logs</TextLink> within seconds; this page and{' '}
            <TextLink to="/usage">usage</TextLink> follow within a minute.
          </Text>
        </Step>
      </Stack>
    </Paper>
  );
}

interface StepProps {
  number: number;
  done: boolean;
  title: string;
  children: ReactNode;
}

function Step({ number, done, title, children }: StepProps) {
  return (
    <Group align="flex-start" wrap="nowrap" gap="md">
      <ThemeIcon radius="xl" size={26} variant={done ? 'filled' : 'default'} aria-hidden>
        {done ? (
          <IconCheck size={15} />
        ) : (
          <Text component="span" fz="xs" fw={600}>
            {number}
          </Text>
        )}
      </ThemeIcon>
      <Box miw={0} flex={1}>
        <Title order={3} fz="sm" lh="26px" mb={2}>
          {title}
          {done && (
            <Text component="span" fz="xs" c="var(--tg-positive)" ml={8}>
              Done
            </Text>
          )}
        </Title>
        {children}
      </Box>
    </Group>
  );
}
