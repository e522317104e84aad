import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { type TestConnection as TestRequest, useTestConnection } from './api/test-connection.js';

export interface TestConnectionProps {
  /** What to test, as it is now; null: not enough is known, and the form says what is missing. */
  request: () => TestRequest | null;
}

/** Makes one real call with what is set, and says how it went, in the provider's words. */
export function TestConnection({ request }: TestConnectionProps) {
  const { mutate, data, error, isPending } = useTestConnection();
  return (
    <>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlugConnected size={14} />}
          loading={isPending}
          onClick={() => {
            const asked = request();
            if (asked) mutate(asked);
          }}
        >
          Test connection
        </Button>
        {data?.status === 'success' && (
          <Text fz="sm" c="var(--tg-positive)" role="status">
            The model answered.
          </Text>
        )}
      </Group>
      {data?.status === 'error' && <Failed>{data.result.error ?? 'The model did not answer.'}</Failed>}
      {error && <Failed>{error.message}</Failed>}
    </>
  );
}

function Failed({ children }: { children: ReactNode }) {
  return (
    <Alert role="alert" color="red" variant="light" p="xs" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Alert>
  );
}
