import { type DailyActivity } from '@tollgate/core';
import { Center, Table } from '@mantine/core';
import {
  ChartCard,
  compactCount,
  compactMoney,
  count,
  dayLabel,
  money,
  type ChartSeries,
} from '@tollgate/ui';
import { lazy, useMemo, type ReactNode } from 'react';
import { daysOf, type DayRange } from '../period/period.js';
import { stackActivity, type Dimension, type Measure, type StackedActivity } from './activity-series.js';

/** The drawing library is large: it comes when the first chart is shown. */
const StackedBars = lazy(async () => ({ default: (await import('@tollgate/ui/charts')).StackedBars }));

export const MEASURE_LABELS: Readonly<Record<Measure, string>> = {
  spend: 'Spend',
  tokens: 'Tokens',
  requests: 'Requests',
};

const UNITS: Readonly<Record<Measure, string>> = {
  spend: 'USD per day (UTC)',
  tokens: 'Tokens per day (UTC), in and out',
  requests: 'Requests per day (UTC), failed ones included',
};

const NOTHING: Readonly<Record<Measure, string>> = {
  spend: 'Nothing was spent in this time.',
  tokens: 'No tokens were used in this time.',
  requests: 'No requests were made in this time.',
};

export interface ActivityChartProps {
  /** undefined while loading. */
  activity: readonly DailyActivity[] | undefined;
  range: DayRange;
  dimension: Dimension;
  measure: Measure;
  height?: number;
  actions?: ReactNode;
}

/** Spend, tokens or requests per day, stacked by model, key or provider; with its table twin. */
export function ActivityChart(props: ActivityChartProps) {
  const { activity, range, dimension, measure, height = 280, actions } = props;
  const { from, to } = range;
  const stacked = useMemo(
    () => stackActivity(activity ?? [], daysOf({ from, to }), dimension, measure),
    [activity, from, to, dimension, measure],
  );
  const title = `${MEASURE_LABELS[measure]} by ${dimension}`;
  return (
    <ChartCard
      title={title}
      unit={UNITS[measure]}
      height={height}
      loading={activity === undefined}
      actions={actions}
      chart={() =>
        stacked.series.length === 0 ? (
          <Center h={height} c="dimmed" fz="sm">
            {NOTHING[measure]}
          </Center>
        ) : (
          <StackedBars
            {...stacked}
            height={height}
            formatAxis={measure === 'spend' ? compactMoney : compactCount}
            formatValue={measure === 'spend' ? money : count}
            label={`${title}, ${UNITS[measure]}. The table has the same numbers.`}
            legend
          />
        )
      }
      table={() => <ActivityTable stacked={stacked} measure={measure} />}
    />
  );
}

function ActivityTable({ stacked, measure }: { stacked: StackedActivity; measure: Measure }) {
  const format = measure === 'spend' ? money : count;
  const { series, points } = stacked;
  return (
    <Table fz="sm" className="tg-figures" stickyHeader verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Day (UTC)</Table.Th>
          {series.map((one) => (
            <Table.Th key={one.id} ta="right">
              {one.label}
            </Table.Th>
          ))}
          <Table.Th ta="right">Total</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.toReversed().map(({ day, values }) => (
          <Table.Tr key={day}>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{dayLabel(day)}</Table.Td>
            {series.map((one) => (
              <Table.Td key={one.id} ta="right">
                {values[one.id] === undefined ? '–' : format(values[one.id] ?? 0)}
              </Table.Td>
            ))}
            <Table.Td ta="right" fw={600}>
              {format(totalOfPoint(series, values))}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function totalOfPoint(series: readonly ChartSeries[], values: Readonly<Record<string, number>>): number {
  return series.reduce((sum, one) => sum + (values[one.id] ?? 0), 0);
}
