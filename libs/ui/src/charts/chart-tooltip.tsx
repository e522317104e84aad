import { Box, Group, Paper, Text } from '@mantine/core';
import { dayLabel } from '../format/time.js';
import { seriesColor } from './palette.js';
import { type ChartSeries } from './series.js';

export interface ChartTooltipProps {
  series: readonly ChartSeries[];
  formatValue: (value: number) => string;
  /** The rest is given by the chart: is the pointer on a bar, which day, which values. */
  active?: boolean;
  label?: string | number;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
}

/** What a bar holds: its day, its total, its parts from large to small. */
export function ChartTooltip({ series, formatValue, active, label, payload }: ChartTooltipProps) {
  if (!active || !payload || payload.length === 0) return null;
  const parts = payload
    .flatMap(({ dataKey, value }) => {
      const place = series.findIndex((one) => one.id === dataKey);
      const one = series[place];
      return one && typeof value === 'number' && value !== 0 ? [{ one, place, value }] : [];
    })
    .sort((a, b) => b.value - a.value);
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  return (
    <Paper shadow="md" px="sm" py={8} miw={180}>
      <Group justify="space-between" gap="lg">
        <Text fz="xs" fw={600}>
          {dayLabel(String(label))}
        </Text>
        <Text fz="xs" fw={600} className="tg-figures">
          {formatValue(total)}
        </Text>
      </Group>
      {parts.length > 1 &&
        parts.map(({ one, place, value }) => (
          <Group key={one.id} justify="space-between" gap="lg" wrap="nowrap">
            <Group gap={6} wrap="nowrap">
              <Box w={8} h={8} bg={seriesColor(place, one.other)} style={{ borderRadius: 2 }} />
              <Text fz="xs" maw={200} truncate>
                {one.label}
              </Text>
            </Group>
            <Text fz="xs" className="tg-figures">
              {formatValue(value)}
            </Text>
          </Group>
        ))}
    </Paper>
  );
}
