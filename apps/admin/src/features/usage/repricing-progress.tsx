import { type RepricingSummary, type RepricingView } from '@tollgate/core';
import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { count, decimalMoney, ErrorState, Fact, FactGroup } from '@tollgate/ui';
import { tellFailure } from '../../shared/confirm/ask-first.js';
import { useDecideRepricing } from './api/decide-repricing.js';
import { isAtWork, repricingQuery } from './api/get-repricing.js';

export interface RepricingProgressProps {
  id: string;
  onDone: () => void;
}

/** What pricing anew comes to, and the choice whether it is booked. */
export function RepricingProgress({ id, onDone }: RepricingProgressProps) {
  const { data, error, refetch } = useQuery(repricingQuery(id));
  if (error && !data)
    return <ErrorState title="It could not be worked out" error={error} onRetry={() => void refetch()} />;
  if (data === undefined || isAtWork(data)) {
    return (
      <Stack gap="xs" aria-live="polite">
        <Text fz="sm">
          {data?.status === 'approved' ? 'It is being booked …' : 'It is being worked out …'}
        </Text>
        <Skeleton h={120} />
      </Stack>
    );
  }
  return (
    <Stack>
      {data.error !== null && (
        <Alert role="alert" color="red" variant="light" p="xs">
          {data.error}
        </Alert>
      )}
      {data.status === 'done' ? (
        <Figures title="Booked" summary={data.outcome} />
      ) : (
        <Figures title="What it comes to" summary={data.preview} />
      )}
      <Buttons repricing={data} onDone={onDone} />
    </Stack>
  );
}

function Figures({ title, summary }: { title: string; summary: RepricingSummary | null }) {
  if (summary === null) return null;
  return (
    <FactGroup title={title}>
      <Fact name="Calls without a price">{count(summary.calls)}</Fact>
      <Fact name="of these priced now">{count(summary.newly_priced_calls)}</Fact>
      <Fact name="Added to the spend (USD)">{decimalMoney(summary.difference_usd)}</Fact>
    </FactGroup>
  );
}

function Buttons({ repricing: { id, status }, onDone }: { repricing: RepricingView; onDone: () => void }) {
  const { mutate, isPending } = useDecideRepricing();
  const onError = tellFailure('It could not be decided');
  if (status !== 'previewed') {
    return (
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    );
  }
  return (
    <Group justify="flex-end" gap="xs">
      <Button
        variant="default"
        disabled={isPending}
        onClick={() => mutate({ id, book: false }, { onError, onSuccess: onDone })}
      >
        Let it be
      </Button>
      <Button loading={isPending} onClick={() => mutate({ id, book: true }, { onError })}>
        Book it
      </Button>
    </Group>
  );
}
