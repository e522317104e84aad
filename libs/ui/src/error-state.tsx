import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

export interface ErrorStateProps {
  /** What could not be done: "The keys could not be loaded". */
  title: string;
  /** The API's own words. */
  error: Error;
  onRetry?: () => void;
}

/** A failure where its content would have been, in the API's words, with a way to try again. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
  return (
    <Alert
      role="alert"
      variant="default"
      icon={<IconAlertTriangle size={18} color="var(--tg-negative)" />}
      title={title}
      my="sm"
    >
      <Group justify="space-between" gap="sm">
        <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
          {error.message}
        </Text>
        {onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
