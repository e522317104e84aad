import { type DailyActivity, type ExportGroup } from '@tollgate/core';
import { Alert, Button, Group, SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { IconChartBar, IconDownload, IconFileExport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import {
  count,
  DataTable,
  EmptyState,
  ErrorState,
  MoneyText,
  PageHeader,
  share,
  StatCard,
} from '@tollgate/ui';
import { useCallback, useMemo } from 'react';
import { ActivityChart, MEASURE_LABELS } from '../../shared/activity/activity-chart.js';
import { totalOf } from '../../shared/activity/activity-metrics.js';
import {
  DIMENSIONS,
  MEASURES,
  rankGroups,
  type Dimension,
  type Measure,
} from '../../shared/activity/activity-series.js';
import { dailyActivityQuery } from '../../shared/activity/get-daily-activity.js';
import { downloadText } from '../../shared/csv/download-text.js';
import { LinkButton } from '../../shared/links.js';
import { type DayRange } from '../../shared/period/period.js';
import { activityCsv } from './activity-csv.js';
import { PeriodPicker } from './period-picker.js';
import { usageColumns } from './usage-columns.js';
import { rangeOfSearch, type UsageSearch } from './usage-search.js';

const route = getRouteApi('/_app/usage');

/** What an export of the same view is grouped by. */
const EXPORT_GROUP = { model: 'model_group', key: 'key', provider: 'provider' } as const satisfies Record<
  Dimension,
  ExportGroup
>;

/** Spend and tokens per day, by model, key or provider. */
export function UsagePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const setSearch = useCallback(
    (change: Partial<UsageSearch>) =>
      void navigate({ search: (old) => ({ ...old, ...change }), replace: true }),
    [navigate],
  );
  const range = rangeOfSearch(search, new Date());
  const dimension = search.by ?? 'model';
  const { data, error, refetch } = useQuery({ ...dailyActivityQuery(range), refetchInterval: 10_000 });
  return (
    <>
      <PageHeader
        title="Usage"
        description="Days are UTC days. Refused and failed calls count as requests and cost nothing."
        actions={
          <>
            <PeriodPicker search={search} onChange={setSearch} />
            <Button
              variant="default"
              size="xs"
              leftSection={<IconDownload size={14} />}
              disabled={data === undefined || data.length === 0}
              onClick={() => data && download(data, dimension, range)}
            >
              CSV
            </Button>
            <LinkButton
              variant="default"
              size="xs"
              leftSection={<IconFileExport size={14} />}
              to="/exports"
              search={{ create: 'open', from: range.from, to: range.to, by: EXPORT_GROUP[dimension] }}
            >
              Export
            </LinkButton>
          </>
        }
      />
      {error && !data ? (
        <ErrorState title="The usage could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <UsageContent activity={data} range={range} search={search} onSearch={setSearch} />
      )}
    </>
  );
}

function download(activity: readonly DailyActivity[], dimension: Dimension, { from, to }: DayRange): void {
  downloadText(`usage-by-${dimension}-${from}-${to}.csv`, activityCsv(activity, dimension), 'text/csv');
}

interface UsageContentProps {
  activity: DailyActivity[] | undefined;
  range: DayRange;
  search: UsageSearch;
  onSearch: (change: Partial<UsageSearch>) => void;
}

function UsageContent({ activity, range, search, onSearch }: UsageContentProps) {
  const { by: dimension = 'model', measure = 'spend' } = search;
  const total = activity && totalOf(activity);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <StatCard label="Spend (USD)" value={total && <MoneyText usd={total.spend} />} />
        <StatCard label="Requests" value={total && count(total.api_requests)} />
        <StatCard label="Tokens" value={total && count(total.total_tokens)} />
        <StatCard label="Failed" value={total && share(total.failed_requests, total.api_requests)} />
      </SimpleGrid>
      {total !== undefined && total.unpriced_requests > 0 && (
        <Alert variant="default" p="xs" fz="sm">
          {count(total.unpriced_requests)} {total.unpriced_requests === 1 ? 'call has' : 'calls have'} no
          known price and {total.unpriced_requests === 1 ? 'is' : 'are'} not part of the spend. The Models
          page shows which models are unpriced.
        </Alert>
      )}
      <Group gap="xs">
        <SegmentedControl
          aria-label="Measure"
          size="xs"
          value={measure}
          onChange={(value) => onSearch({ measure: MEASURES.find((one) => one === value) })}
          data={MEASURES.map((value) => ({ value, label: MEASURE_LABELS[value] }))}
        />
        <SegmentedControl
          aria-label="Grouped by"
          size="xs"
          value={dimension}
          onChange={(value) => onSearch({ by: DIMENSIONS.find((one) => one === value) })}
          data={DIMENSIONS.map((value) => ({ value, label: `by ${value}` }))}
        />
      </Group>
      <ActivityChart activity={activity} range={range} dimension={dimension} measure={measure} height={300} />
      <UsageRanking activity={activity} dimension={dimension} measure={measure} />
      {activity?.length !== 0 && (
        <UsageRanking
          activity={activity}
          dimension={dimension === 'key' ? 'model' : 'key'}
          measure={measure}
        />
      )}
    </Stack>
  );
}

interface UsageRankingProps {
  activity: DailyActivity[] | undefined;
  dimension: Dimension;
  measure: Measure;
}

/** Models, keys or providers of the whole period, the largest first. */
function UsageRanking({ activity, dimension, measure }: UsageRankingProps) {
  const totalSpend = activity ? totalOf(activity).spend : 0;
  const groups = useMemo(
    () => activity && rankGroups(activity, dimension, measure),
    [activity, dimension, measure],
  );
  const columns = useMemo(() => usageColumns(dimension, totalSpend), [dimension, totalSpend]);
  return (
    <DataTable
      label={`Usage by ${dimension}`}
      columns={columns}
      rows={groups}
      rowId={(group) => group.id}
      skeletonRows={5}
      empty={
        <EmptyState icon={IconChartBar} title="Nothing was used in this time">
          Calls show up here within a minute. Pick a longer period, or make a call with one of your keys.
        </EmptyState>
      }
    />
  );
}
