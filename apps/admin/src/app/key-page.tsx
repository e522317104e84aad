import { type KeyView } from '@tollgate/core';
import { Button, Group, SimpleGrid, Skeleton, Stack, Title } from '@mantine/core';
import { IconBan, IconChevronLeft, IconCircleCheck, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { compactCount, count, ErrorState, money, PageHeader, share, StatCard } from '@tollgate/ui';
import { useCallback, useState } from 'react';
import { keyQuery } from '../features/keys/api/get-key.js';
import { EditKeyModal } from '../features/keys/edit-key-modal.js';
import { KeyFacts } from '../features/keys/key-facts.js';
import { KeyStatusBadge, nameOfKey } from '../features/keys/key-status.js';
import { useKeyActions } from '../features/keys/use-key-actions.js';
import { RecentCalls } from '../features/logs/recent-calls.js';
import { ActivityChart } from '../shared/activity/activity-chart.js';
import { totalOf } from '../shared/activity/activity-metrics.js';
import { dailyActivityQuery } from '../shared/activity/get-daily-activity.js';
import { TextLink } from '../shared/links.js';
import { rangeOf } from '../shared/period/period.js';

const route = getRouteApi('/_app/keys/$keyHash');

/** One key: its use, its limits, its last calls. */
export function KeyPage() {
  const { keyHash } = route.useParams();
  const { data: key, error, refetch } = useQuery(keyQuery(keyHash));
  return (
    <>
      <TextLink to="/keys" c="dimmed" mb="xs" display="inline-flex">
        <IconChevronLeft size={16} style={{ marginTop: 3 }} aria-hidden /> Keys
      </TextLink>
      <PageHeader
        title={key ? nameOfKey(key) : error ? 'Key' : '…'}
        description={key ? <KeyStatusBadge apiKey={key} /> : ' '}
        actions={key && <Actions apiKey={key} />}
      />
      {error && !key && (
        <ErrorState title="The key could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
      <KeyContent keyHash={keyHash} apiKey={key} missing={error !== null && !key} />
    </>
  );
}

function Actions({ apiKey }: { apiKey: KeyView }) {
  const navigate = route.useNavigate();
  const [editing, setEditing] = useState(false);
  const leave = useCallback(() => void navigate({ to: '/keys' }), [navigate]);
  const actions = useKeyActions(leave);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPencil size={14} />}
        onClick={() => setEditing(true)}
      >
        Edit
      </Button>
      {apiKey.blocked === true ? (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCircleCheck size={14} />}
          onClick={() => actions.unblock(apiKey)}
        >
          Unblock
        </Button>
      ) : (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconBan size={14} />}
          onClick={() => actions.askBlock(apiKey)}
        >
          Block
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        c="var(--tg-negative)"
        leftSection={<IconTrash size={14} />}
        onClick={() => actions.askDelete(apiKey)}
      >
        Delete
      </Button>
      <EditKeyModal apiKey={editing ? apiKey : null} onClose={() => setEditing(false)} />
    </>
  );
}

interface KeyContentProps {
  keyHash: string;
  apiKey: KeyView | undefined;
  /** A deleted key, or the master key: its calls and usage are still there. */
  missing: boolean;
}

function KeyContent({ keyHash, apiKey, missing }: KeyContentProps) {
  const range = rangeOf('30d', new Date());
  const { data: activity } = useQuery(dailyActivityQuery({ ...range, keyHash }));
  const total = activity && totalOf(activity);
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <StatCard label="Spend in all (USD)" value={missing ? '–' : apiKey && money(apiKey.spend)} />
        <StatCard label="Requests, 30 days" value={total && count(total.api_requests)} />
        <StatCard label="Tokens, 30 days" value={total && compactCount(total.total_tokens)} />
        <StatCard
          label="Error rate, 30 days"
          value={total && share(total.failed_requests, total.api_requests)}
        />
      </SimpleGrid>
      <Group align="stretch" gap="sm" wrap="wrap">
        <div style={{ flex: '2 1 420px', minWidth: 0 }}>
          <ActivityChart activity={activity} range={range} dimension="model" measure="spend" height={300} />
        </div>
        {!missing && (
          <div style={{ flex: '1 1 300px', minWidth: 0 }}>
            {apiKey ? <KeyFacts apiKey={apiKey} /> : <Skeleton h={420} />}
          </div>
        )}
      </Group>
      <Group justify="space-between" mt="xs">
        <Title order={2} fz="md">
          Recent calls
        </Title>
        <TextLink to="/logs" search={{ key: keyHash, range: 'all' }}>
          All calls of this key
        </TextLink>
      </Group>
      <RecentCalls keyHash={keyHash} />
    </Stack>
  );
}
