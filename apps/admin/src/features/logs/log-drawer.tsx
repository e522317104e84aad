import { type SpendLogRow } from '@tollgate/core';
import { Drawer, Skeleton, Stack, Text } from '@mantine/core';
import {
  CodeBlock,
  count,
  ErrorState,
  exactTime,
  Fact,
  FactGroup,
  Identifier,
  milliseconds,
  MoneyText,
  shortId,
} from '@tollgate/ui';
import { TextLink } from '../../shared/links.js';
import { CallStatusBadge } from './call-status.js';
import { firstTokenMs, readLogDetails, type LogDetails } from './log-details.js';

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
      size={480}
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
        {details.error?.class && <Fact name="Error class">{details.error.class}</Fact>}
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
      {details.error?.message && <CodeBlock code={details.error.message} label="error message" wrap />}
      <RouteFacts row={row} details={details} />
      <CostFacts row={row} details={details} />
      <CallerFacts row={row} details={details} />
      <CodeBlock code={JSON.stringify(row.metadata, null, 2)} label="metadata" />
    </Stack>
  );
}

interface Part {
  row: SpendLogRow;
  details: LogDetails;
}

function RouteFacts({ row, details }: Part) {
  return (
    <FactGroup title="Route">
      <Fact name="Asked for">{details.requestedModel ?? row.model_group ?? row.model}</Fact>
      {row.model_group !== null && <Fact name="Model group">{row.model_group}</Fact>}
      <Fact name="Sent to">{row.custom_llm_provider ? row.model : 'no provider: refused before'}</Fact>
      {row.custom_llm_provider && <Fact name="Provider">{row.custom_llm_provider}</Fact>}
      {row.model_id && (
        <Fact name="Deployment">
          <Identifier value={row.model_id} what="deployment id" />
        </Fact>
      )}
      {details.stream !== null && <Fact name="Streamed">{details.stream ? 'yes' : 'no'}</Fact>}
      {details.retries !== null && <Fact name="Retries">{count(details.retries)}</Fact>}
      {details.fallbacks !== null && <Fact name="Fallbacks">{count(details.fallbacks)}</Fact>}
    </FactGroup>
  );
}

function CostFacts({ row, details }: Part) {
  return (
    <FactGroup title="Tokens and cost">
      <Fact name="Tokens in">{count(row.prompt_tokens)}</Fact>
      {details.cachedTokens > 0 && <Fact name="of these read from cache">{count(details.cachedTokens)}</Fact>}
      {details.cacheWriteTokens > 0 && (
        <Fact name="of these written to cache">{count(details.cacheWriteTokens)}</Fact>
      )}
      <Fact name="Tokens out">{count(row.completion_tokens)}</Fact>
      {details.reasoningTokens > 0 && <Fact name="of these reasoning">{count(details.reasoningTokens)}</Fact>}
      {details.usageEstimated && <Fact name="Counted by">the gateway (the provider gave no usage)</Fact>}
      <Fact name="Cost (USD)">
        <MoneyText usd={row.spend} />
      </Fact>
      {details.priceSource !== null && <Fact name="Price from">{details.priceSource}</Fact>}
    </FactGroup>
  );
}

function CallerFacts({ row, details }: Part) {
  return (
    <FactGroup title="Caller">
      <Fact name="Key">
        <TextLink to="/keys/$keyHash" params={{ keyHash: row.api_key }}>
          {details.keyAlias ?? shortId(row.api_key)}
        </TextLink>
      </Fact>
      {row.user !== '' && <Fact name="User">{row.user}</Fact>}
      {row.team_id && <Fact name="Team">{row.team_id}</Fact>}
      {row.end_user !== '' && <Fact name="End user">{row.end_user}</Fact>}
      {row.request_tags.length > 0 && <Fact name="Tags">{row.request_tags.join(', ')}</Fact>}
      {row.session_id && <Fact name="Session">{row.session_id}</Fact>}
      {row.requester_ip_address && <Fact name="Address">{row.requester_ip_address}</Fact>}
    </FactGroup>
  );
}
