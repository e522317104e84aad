import { type PlannedCandidateView, type PlannedGroupView, type RoutePlanView } from '@tollgate/core';
import {
  Drawer,
  Group,
  Paper,
  SegmentedControl,
  Skeleton,
  Stack,
  TagsInput,
  Text,
  Title,
} from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ErrorState, Fact, FactGroup, StatusBadge } from '@tollgate/ui';
import { useState } from 'react';
import { routePlanQuery } from './api/plan-route.js';

export interface RouteDrawerProps {
  /** The name that is asked for; undefined: closed. */
  model: string | undefined;
  onClose: () => void;
}

/** Where a call of a name would go now: who is tried, in which order, and who is left out, and why. */
export function RouteDrawer({ model, onClose }: RouteDrawerProps) {
  return (
    <Drawer
      opened={model !== undefined}
      onClose={onClose}
      position="right"
      size={560}
      title={
        <Text component="span" fw={600}>
          Route of {model}
        </Text>
      }
    >
      {model !== undefined && <RouteOf model={model} />}
    </Drawer>
  );
}

function RouteOf({ model }: { model: string }) {
  const [tags, setTags] = useState<string[]>([]);
  const [how, setHow] = useState('stream');
  const { data, error, refetch } = useQuery({
    ...routePlanQuery({ model, tags, stream: how === 'stream' }),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack>
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label="Kind of call"
          size="xs"
          value={how}
          onChange={setHow}
          data={[
            { value: 'stream', label: 'Streamed' },
            { value: 'whole', label: 'Whole answer' },
          ]}
        />
        <TagsInput
          flex={1}
          size="xs"
          aria-label="Tags of the call"
          placeholder={tags.length === 0 ? 'Tags of the call' : ''}
          value={tags}
          onChange={setTags}
        />
      </Group>
      {error && !data ? (
        <ErrorState title="The route could not be planned" error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Plan plan={data} />
      ) : (
        <Skeleton h={240} />
      )}
    </Stack>
  );
}

function Plan({ plan }: { plan: RoutePlanView }) {
  return (
    <>
      <Text fz="sm">
        <Text component="span" fz="sm" fw={500}>
          {plan.strategy}
        </Text>
        : {plan.strategy_meaning}.
      </Text>
      {plan.groups.map((group, place) => (
        <PlannedGroup key={group.name} group={group} place={place} />
      ))}
      {plan.groups.length === 1 && (
        <Text fz="sm" c="dimmed">
          No fallbacks: when these have failed, so has the call.
        </Text>
      )}
      <FactGroup title="Instead of the fallbacks above">
        <Fact name="A prompt that is too long goes to">
          {plan.when_too_long.join(', ') || 'nothing else'}
        </Fact>
        <Fact name="A prompt refused for its content goes to">
          {plan.when_refused.join(', ') || 'nothing else'}
        </Fact>
      </FactGroup>
      {plan.unknown.length > 0 && (
        <Text fz="sm" c="var(--tg-warning)">
          Passed over, for no model has that name: {plan.unknown.join(', ')}.
        </Text>
      )}
    </>
  );
}

function PlannedGroup({ group, place }: { group: PlannedGroupView; place: number }) {
  const turns = [...new Set(group.candidates.map(({ turn }) => turn))].filter((turn) => turn !== null);
  const skipped = group.candidates.filter(({ turn }) => turn === null);
  return (
    <Paper p="sm">
      <Title order={3} fz="sm" mb={6}>
        {place + 1}. {group.name}
        {place > 0 && (
          <Text component="span" fz="xs" c="dimmed" fw={400} ml={6}>
            fallback {place}
          </Text>
        )}
      </Title>
      {turns
        .sort((a, b) => a - b)
        .map((turn) => (
          <Turn
            key={turn}
            label={turns.length === 1 ? null : turn === 1 ? 'First' : 'Then'}
            candidates={group.candidates.filter((candidate) => candidate.turn === turn)}
          />
        ))}
      {turns.length === 0 && (
        <Text fz="sm" c="var(--tg-negative)">
          Nobody can be tried now.
        </Text>
      )}
      {skipped.map((candidate) => (
        <Group key={candidate.model_id} justify="space-between" wrap="nowrap" mih={28} gap="sm">
          <Text fz="sm" c="dimmed" truncate title={candidate.model_id}>
            {candidate.sent_model}
          </Text>
          <StatusBadge tone="negative">{`left out: ${candidate.skipped ?? ''}`}</StatusBadge>
        </Group>
      ))}
    </Paper>
  );
}

function Turn({ label, candidates }: { label: string | null; candidates: readonly PlannedCandidateView[] }) {
  return (
    <>
      {label !== null && (
        <Text fz="xs" c="dimmed">
          {label}
        </Text>
      )}
      {candidates.map(({ model_id: id, sent_model: sent, share, retries }) => (
        <Group key={id} justify="space-between" wrap="nowrap" mih={28} gap="sm">
          <Text fz="sm" truncate title={id}>
            {sent}
          </Text>
          <Text fz="sm" c="dimmed" className="tg-figures" style={{ flex: 'none' }}>
            {share !== null && `${Math.round(100 * share)} %, `}
            {retries === 1 ? '1 retry' : `${retries} retries`}
          </Text>
        </Group>
      ))}
    </>
  );
}
