import { type SpendLogRow } from '@tollgate/core';
import { Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { CodeBlock, ErrorState, exactTime, Fact, FactGroup, Identifier, milliseconds } from '@tollgate/ui';
import { CallStatusBadge } from './call-status.js';
import { FailurePanel } from './failure-panel.js';
import { CallerFacts, CostFacts, RouteFacts } from './log-facts.js';
import { firstTokenMs, readLogDetails } from './log-details.js';

export interface LogDrawerProps {
  opened: boolean;
  /** undefined while loading, null when there is no such call. */
  row: SpendLogRow | null | undefined;
  error: Error | null;
  onRetry: () => void;
  onClose: () => void;
}

/** Everything that is known of one call, beside the list. */
export function LogDrawer({ opened, row, error, onRetry, onClose }: LogDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={520}
      title={
        <Text component="span" fw={600}>
          Call
        </Text>
      }
    >
      {error ? (
        <ErrorState title="The call could not be loaded" error={error} onRetry={onRetry} />
      ) : row === null ? (
        <Text c="dimmed" fz="sm">
          There is no call with this id, or you may not see it.
        </Text>
      ) : row === undefined ? (
        <Skeleton h={320} />
      ) : (
        <CallFacts row={row} />
      )}
    </Drawer>
  );
}

function CallFacts({ row }: { row: SpendLogRow }) {
  const details = readLogDetails(row);
  const first = firstTokenMs(row);
  return (
    <Stack gap="lg">
      <FactGroup title="Outcome">
        <Fact name="Status">
          <CallStatusBadge row={row} />
        </Fact>
        <Fact name="Started">{exactTime(row.startTime)}</Fact>
        <Fact name="Duration">{milliseconds(row.request_duration_ms)}</Fact>
        {first !== null && <Fact name="First token after">{milliseconds(first)}</Fact>}
        <Fact name="Request id">
          <Identifier value={row.request_id} what="request id" />
        </Fact>
        {details.callId !== null && details.callId !== row.request_id && (
          <Fact name="Call id">
            <Identifier value={details.callId} what="call id" />
          </Fact>
        )}
      </FactGroup>
      <FailurePanel row={row} details={details} />
      <RouteFacts row={row} details={details} />
      <CostFacts row={row} details={details} />
      <CallerFacts row={row} details={details} />
      <CodeBlock code={JSON.stringify(row.metadata, null, 2)} label="metadata" />
    </Stack>
  );
}
