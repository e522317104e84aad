import { Alert, Group, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { CopyButton } from './copy-button.js';

export interface SecretRevealProps {
  secret: string;
  /** What it is: "key". */
  what: string;
  /** Why it must be copied now; by default, that only its hash is kept. */
  why?: string;
}

const HASHED = 'It is stored only as a hash: once this is closed, nobody can show it again.';

/** A secret that nobody can show again: in full, with its copy button first and the warning beside it. */
export function SecretReveal({ secret, what, why = HASHED }: SecretRevealProps) {
  return (
    <Alert
      variant="default"
      bg="var(--tg-accent-soft)"
      icon={<IconKey size={18} />}
      title={`Copy this ${what} now`}
    >
      <Stack gap="xs">
        <Text fz="sm">{why}</Text>
        <Group gap="xs" wrap="wrap">
          <Text
            ff="monospace"
            fz="sm"
            fw={600}
            data-testid="secret"
            style={{ overflowWrap: 'anywhere', userSelect: 'all' }}
          >
            {secret}
          </Text>
          <CopyButton value={secret} what={what} labelled />
        </Group>
      </Stack>
    </Alert>
  );
}
