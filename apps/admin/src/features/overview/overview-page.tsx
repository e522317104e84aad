import { type ModelInfo } from '@tollgate/core';
import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorState, PageHeader } from '@tollgate/ui';
import { useState } from 'react';
import { ActivityChart } from '../../shared/activity/activity-chart.js';
import { totalOf } from '../../shared/activity/activity-metrics.js';
import { dailyActivityQuery } from '../../shared/activity/get-daily-activity.js';
import { PERIOD_LABELS, rangeBefore, rangeOf } from '../../shared/period/period.js';
import { keyListQuery } from '../keys/api/list-keys.js';
import { listLogs } from '../logs/api/list-logs.js';
import { modelsQuery } from '../models/api/list-models.js';
import { useAccess } from '../session/api/access.js';
import { FirstSteps } from './first-steps.js';
import { DEFAULT_OVERVIEW, OVERVIEW_PERIODS, type OverviewPeriod } from './overview-search.js';
import { NearestBudgets } from './nearest-budgets.js';
import { OverviewStats } from './overview-stats.js';
import { ProviderHealth } from './provider-health.js';
import { Rankings } from './rankings.js';

const route = getRouteApi('/_app/');

const COMPARED_WITH: Readonly<Record<OverviewPeriod, string>> = {
  today: 'all of yesterday (UTC)',
  '7d': 'the 7 days before',
  '30d': 'the 30 days before',
};

/** How the gateway is used now, against before; on a new gateway, the first steps. */
export function OverviewPage() {
  const { period = DEFAULT_OVERVIEW } = route.useSearch();
  const navigate = route.useNavigate();
  const { seesAll } = useAccess();
  const range = rangeOf(period, new Date());
  const now = useQuery({ ...dailyActivityQuery(range), refetchInterval: 30_000 });
  const before = useQuery(dailyActivityQuery(rangeBefore(range)));
  const idle = now.data !== undefined && before.data !== undefined && isIdle([...now.data, ...before.data]);
  return (
    <>
      <PageHeader
        title="Overview"
        description={seesAll ? 'Spend and traffic of the whole gateway.' : 'Your spend and traffic.'}
        actions={
          <SegmentedControl
            aria-label="Period"
            size="xs"
            value={period}
            onChange={(value) =>
              void navigate({
                search: { period: OVERVIEW_PERIODS.find((one) => one === value) },
                replace: true,
              })
            }
            data={OVERVIEW_PERIODS.map((value) => ({ value, label: PERIOD_LABELS[value] }))}
          />
        }
      />
      {now.error && !now.data ? (
        <ErrorState
          title="The figures could not be loaded"
          error={now.error}
          onRetry={() => void now.refetch()}
        />
      ) : (
        <Stack gap="sm">
          {idle && <FirstStepsWhenNew />}
          <OverviewStats
            now={now.data}
            before={before.data}
            range={range}
            comparedWith={COMPARED_WITH[period]}
          />
          <ActivityChart activity={now.data} range={range} dimension="model" measure="spend" height={240} />
          <Rankings activity={now.data} />
          {seesAll && (
            <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm">
              <NearestBudgets />
              <ProviderHealth activity={now.data} />
            </SimpleGrid>
          )}
        </Stack>
      )}
    </>
  );
}

function isIdle(activity: Parameters<typeof totalOf>[0]): boolean {
  return totalOf(activity).api_requests === 0;
}

/** The model of a gateway that nobody has set up yet. */
const answersItself = ({ model_name: name }: ModelInfo): boolean => name === 'demo';

/** The checklist, unless this is only a quiet time of a gateway that has been used before. */
function FirstStepsWhenNew() {
  const [now] = useState(() => Date.now());
  const keys = useQuery(keyListQuery({ size: 1 }));
  const calls = useQuery({
    queryKey: ['logs', 'any'],
    queryFn: ({ signal }) => listLogs({ page_size: 1 }, signal),
    refetchInterval: 5_000,
  });
  const models = useQuery(modelsQuery);
  const { isAdmin } = useAccess();
  if (keys.data === undefined || calls.data === undefined || models.data === undefined) return null;
  const hasKey = keys.data.total_count > 0;
  const newest = calls.data.data[0];
  if (newest !== undefined && now - Date.parse(newest.startTime) > 86_400_000) return null;
  const hasModel = models.data.some((model) => !answersItself(model));
  return <FirstSteps hasModel={isAdmin ? hasModel : null} hasKey={hasKey} hasCall={newest !== undefined} />;
}
