import { Box, Group, Text } from '@mantine/core';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { dayLabel } from '../format/time.js';
import { ChartTooltip } from './chart-tooltip.js';
import { seriesColor } from './palette.js';
import { type ChartPoint, type ChartSeries } from './series.js';

export interface StackedBarsProps {
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  height: number;
  /** Axis text of a value. */
  formatAxis: (value: number) => string;
  /** Tooltip text of a value. */
  formatValue: (value: number) => string;
  /** What is drawn, for screen readers. */
  label: string;
  /** A legend under the bars, for more than one series. */
  legend?: boolean;
}

const TICK = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

/** Bars per UTC day from zero, stacked by series. */
export function StackedBars(props: StackedBarsProps) {
  const { series, points, height, formatAxis, formatValue, label, legend = false } = props;
  const data = points.map((point) => ({ day: point.day, ...point.values }));
  const legendHeight = legend ? 28 : 0;
  return (
    <Box h={height}>
      <Box role="img" aria-label={label}>
        <ResponsiveContainer width="100%" height={height - legendHeight}>
          <BarChart
            data={data}
            margin={{ top: 6, right: 0, bottom: 0, left: 0 }}
            barCategoryGap="18%"
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--tg-line)" />
            <XAxis
              dataKey="day"
              tickFormatter={dayLabel}
              tick={TICK}
              tickLine={false}
              axisLine={{ stroke: 'var(--tg-line)' }}
              minTickGap={28}
            />
            <YAxis
              tickFormatter={formatAxis}
              tick={TICK}
              tickLine={false}
              axisLine={false}
              width={66}
              domain={[0, 'auto']}
            />
            <Tooltip
              cursor={{ fill: 'var(--tg-hover)' }}
              isAnimationActive={false}
              content={<ChartTooltip series={series} formatValue={formatValue} />}
            />
            {series.map((one, place) => (
              <Bar
                key={one.id}
                dataKey={one.id}
                name={one.label}
                stackId="all"
                fill={seriesColor(place, one.other)}
                isAnimationActive={false}
                maxBarSize={56}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </Box>
      {legend && <Legend series={series} />}
    </Box>
  );
}

function Legend({ series }: { series: readonly ChartSeries[] }) {
  return (
    <Group
      gap="md"
      h={28}
      wrap="nowrap"
      style={{ overflowX: 'auto', scrollbarWidth: 'none' }}
      tabIndex={0}
      role="group"
      aria-label="Legend"
    >
      {series.map((one, place) => (
        <Group key={one.id} gap={6} wrap="nowrap">
          <Box w={8} h={8} bg={seriesColor(place, one.other)} style={{ borderRadius: 2, flex: 'none' }} />
          <Text fz="xs" style={{ whiteSpace: 'nowrap' }}>
            {one.label}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
