import { type DailyActivity } from '@tollgate/core';
import { Button, Group, SegmentedControl, Select, Stack } from '@mantine/core';
import { IconChartBar, IconDownload, IconFileExport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { DataTable, EmptyState, ErrorState, PageHeader } from '@tollgate/ui';
import { useCallback, useMemo } from 'react';
import { ActivityChart, MEASURE_LABELS } from '../../shared/activity/activity-chart.js';
import { totalOf } from '../../shared/activity/activity-metrics.js';
import {
  DIMENSIONS,
  entityOf,
  MEASURES,
  rankGroups,
  type Dimension,
  type Measure,
} from '../../shared/activity/activity-series.js';
import { dailyActivityQuery } from '../../shared/activity/get-daily-activity.js';
import { downloadText } from '../../shared/csv/download-text.js';
import { LinkButton } from '../../shared/links.js';
import { rangeBefore, type DayRange } from '../../shared/period/period.js';
import { activityCsv } from './activity-csv.js';
import { EXPORT_GROUP_OF } from './dimension-names.js';
import { PeriodPicker } from './period-picker.js';
import { UnpricedNote } from './unpriced-note.js';
import { UsageStats } from './usage-stats.js';
import { usageColumns } from './usage-columns.js';
import { rangeOfSearch, type UsageSearch } from './usage-search.js';

const route = getRouteApi('/_app/usage');

/** Spend and tokens per day, by whatever pays, asks or answers. */
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
  const { data, error, refetch } = useQuery({
    ...dailyActivityQuery({ ...range, entities: entityOf(dimension) }),
    refetchInterval: 10_000,
  });
  const { data: before } = useQuery(dailyActivityQuery(rangeBefore(range)));
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
              search={{ create: 'open', from: range.from, to: range.to, by: EXPORT_GROUP_OF[dimension] }}
            >
              Export
            </LinkButton>
          </>
        }
      />
      {error && !data ? (
        <ErrorState title="The usage could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <UsageContent activity={data} before={before} range={range} search={search} onSearch={setSearch} />
      )}
    </>
  );
}

function download(activity: readonly DailyActivity[], dimension: Dimension, { from, to }: DayRange): void {
  downloadText(`usage-by-${dimension}-${from}-${to}.csv`, activityCsv(activity, dimension), 'text/csv');
}

interface UsageContentProps {
  activity: DailyActivity[] | undefined;
  /** As many days, right before. */
  before: DailyActivity[] | undefined;
  range: DayRange;
  search: UsageSearch;
  onSearch: (change: Partial<UsageSearch>) => void;
}

function UsageContent({ activity, before, range, search, onSearch }: UsageContentProps) {
  const { by: dimension = 'model', measure = 'spend' } = search;
  return (
    <Stack>
      <UsageStats now={activity} before={before} range={range} />
      <UnpricedNote activity={activity} range={range} />
      <Group gap="xs">
        <SegmentedControl
          aria-label="Measure"
          size="xs"
          value={measure}
          onChange={(value) => onSearch({ measure: MEASURES.find((one) => one === value) })}
          data={MEASURES.map((value) => ({ value, label: MEASURE_LABELS[value] }))}
        />
        <Select
          aria-label="Grouped by"
          size="xs"
          w={160}
          allowDeselect={false}
          value={dimension}
          onChange={(value) => onSearch({ by: DIMENSIONS.find((one) => one === value) })}
          data={DIMENSIONS.map((value) => ({ value, label: `by ${value}` }))}
        />
      </Group>
      <ActivityChart activity={activity} range={range} dimension={dimension} measure={measure} height={300} />
      <UsageRanking activity={activity} range={range} dimension={dimension} measure={measure} />
      {activity?.length !== 0 && (
        <UsageRanking
          activity={activity}
          range={range}
          dimension={dimension === 'key' ? 'model' : 'key'}
          measure={measure}
        />
      )}
    </Stack>
  );
}

interface UsageRankingProps {
  activity: DailyActivity[] | undefined;
  range: DayRange;
  dimension: Dimension;
  measure: Measure;
}

/** The parts of the whole period, the largest first. */
function UsageRanking({ activity, range, dimension, measure }: UsageRankingProps) {
  const totalSpend = activity ? totalOf(activity).spend : 0;
  const groups = useMemo(
    () => activity && rankGroups(activity, dimension, measure),
    [activity, dimension, measure],
  );
  const { from, to } = range;
  const columns = useMemo(
    () => usageColumns(dimension, totalSpend, { from, to }),
    [dimension, totalSpend, from, to],
  );
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
