import { type SpendLogRow } from '@tollgate/core';
import { Alert, Stack, Text } from '@mantine/core';
import { CodeBlock } from '@tollgate/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { failureReason } from './failure-reason.js';
import { type LogDetails } from './log-details.js';
import { ScopeLink } from './scope-link.js';

/** Why a call failed or was refused: in plain words, whose limit it was, and what its client was told. */
export function FailurePanel({ row, details }: { row: SpendLogRow; details: LogDetails }) {
  const reason = failureReason(row, details);
  if (reason === null) return null;
  return (
    <Alert
      variant="default"
      icon={<IconAlertTriangle size={18} color="var(--tg-negative)" />}
      title={reason.title}
    >
      <Stack gap="xs">
        <Text fz="sm">{reason.text}</Text>
        {reason.scope && <ScopeLink scope={reason.scope} />}
        {details.error?.message && <CodeBlock code={details.error.message} label="error message" wrap />}
      </Stack>
    </Alert>
  );
}
