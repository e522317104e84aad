import { type KeyView } from '@tollgate/core';
import { Button, Group, SimpleGrid, Skeleton, Stack, Title } from '@mantine/core';
import { IconBan, IconCircleCheck, IconPencil, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { compactCount, count, ErrorState, money, PageHeader, Section, share, StatCard } from '@tollgate/ui';
import { useCallback, useState } from 'react';
import { keyQuery } from '../features/keys/api/get-key.js';
import { EditKeyModal } from '../features/keys/edit-key-modal.js';
import { KeyFacts } from '../features/keys/key-facts.js';
import { KeyRecipes } from '../features/keys/key-recipes.js';
import { KeyStatusBadge, nameOfKey } from '../features/keys/key-status.js';
import { RotateKeyModal } from '../features/keys/rotate-key-modal.js';
import { useKeyActions } from '../features/keys/use-key-actions.js';
import { RecentCalls } from '../features/logs/recent-calls.js';
import { useAccess } from '../features/session/api/access.js';
import { ActivityChart } from '../shared/activity/activity-chart.js';
import { totalOf } from '../shared/activity/activity-metrics.js';
import { dailyActivityQuery } from '../shared/activity/get-daily-activity.js';
import { BackLink } from '../shared/back-link.js';
import { TextLink } from '../shared/links.js';
import { rangeOf } from '../shared/period/period.js';
import { KeyWhoPays } from './key-who-pays.js';

const route = getRouteApi('/_app/keys/$keyHash');

/** One key: its use, its limits, its last calls. */
export function KeyPage() {
  const { keyHash } = route.useParams();
  const { writes } = useAccess();
  const { data: key, error, refetch } = useQuery({ ...keyQuery(keyHash), refetchInterval: 10_000 });
  return (
    <>
      <BackLink to="/keys">Keys</BackLink>
      <PageHeader
        title={key ? nameOfKey(key) : error ? 'Key' : '…'}
        description={key ? <KeyStatusBadge apiKey={key} /> : ' '}
        actions={key && writes && <Actions apiKey={key} />}
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
  const [open, setOpen] = useState<'edit' | 'rotate' | null>(null);
  const leave = useCallback(() => void navigate({ to: '/keys' }), [navigate]);
  const actions = useKeyActions(leave);
  const button = { variant: 'default', size: 'xs' } as const;
  return (
    <>
      <Button {...button} leftSection={<IconPencil size={14} />} onClick={() => setOpen('edit')}>
        Edit
      </Button>
      <Button {...button} leftSection={<IconRefresh size={14} />} onClick={() => setOpen('rotate')}>
        Rotate
      </Button>
      {apiKey.blocked === true ? (
        <Button
          {...button}
          leftSection={<IconCircleCheck size={14} />}
          onClick={() => actions.unblock(apiKey)}
        >
          Unblock
        </Button>
      ) : (
        <Button {...button} leftSection={<IconBan size={14} />} onClick={() => actions.askBlock(apiKey)}>
          Block
        </Button>
      )}
      <Button
        {...button}
        c="var(--tg-negative)"
        leftSection={<IconTrash size={14} />}
        onClick={() => actions.askDelete(apiKey)}
      >
        Delete
      </Button>
      <EditKeyModal apiKey={open === 'edit' ? apiKey : null} onClose={() => setOpen(null)} />
      <RotateKeyModal
        apiKey={apiKey}
        opened={open === 'rotate'}
        onClose={() => setOpen(null)}
        onRotated={(keyHash) => void navigate({ to: '/keys/$keyHash', params: { keyHash }, replace: true })}
      />
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
      {apiKey && <KeyWhoPays apiKey={apiKey} />}
      <Group align="stretch" gap="sm" wrap="wrap">
        <div style={{ flex: '2 1 420px', minWidth: 0 }}>
          <ActivityChart activity={activity} range={range} dimension="model" measure="spend" height={240} />
        </div>
        {!missing && (
          <div style={{ flex: '1 1 300px', minWidth: 0 }}>
            {apiKey ? <KeyFacts apiKey={apiKey} /> : <Skeleton h={320} />}
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
      {apiKey && (
        <Section title="Use it" description="Put the secret of this key in place of $TOLLGATE_KEY.">
          <KeyRecipes secret="$TOLLGATE_KEY" models={apiKey.models} />
        </Section>
      )}
    </Stack>
  );
}
