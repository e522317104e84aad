import { Box, Group, Paper, SegmentedControl, Skeleton, Text, Title } from '@mantine/core';
import { Suspense, useState, type ReactNode } from 'react';

export interface ChartCardProps {
  title: string;
  /** Unit of the vertical axis and what a bar is: "USD per day (UTC)". */
  unit: string;
  /** Pickers at the right. */
  actions?: ReactNode;
  /** The drawing; may be lazy. Not asked for while `loading`. */
  chart: () => ReactNode;
  /** The same numbers as a table. */
  table: () => ReactNode;
  height: number;
  loading: boolean;
}

type View = 'chart' | 'table';

/** A chart that names its unit and has a table twin. It keeps its height whatever it shows. */
export function ChartCard({ title, unit, actions, chart, table, height, loading }: ChartCardProps) {
  const [view, setView] = useState<View>('chart');
  const skeleton = <Skeleton h={height} />;
  return (
    <Paper p="md" miw={0} h="100%">
      <Group justify="space-between" align="flex-start" gap="xs" mb="sm">
        <Box>
          <Title order={2} fz="md">
            {title}
          </Title>
          <Text fz="xs" c="dimmed">
            {unit}
          </Text>
        </Box>
        <Group gap="xs">
          {actions}
          <SegmentedControl
            size="xs"
            aria-label={`Show ${title} as`}
            value={view}
            onChange={(value) => setView(value === 'table' ? 'table' : 'chart')}
            data={[
              { value: 'chart', label: 'Chart' },
              { value: 'table', label: 'Table' },
            ]}
          />
        </Group>
      </Group>
      <Box mih={height}>
        {loading ? (
          skeleton
        ) : view === 'chart' ? (
          <Suspense fallback={skeleton}>{chart()}</Suspense>
        ) : (
          <Box mah={height} style={{ overflow: 'auto' }} tabIndex={0} role="region" aria-label={title}>
            {table()}
          </Box>
        )}
      </Box>
    </Paper>
  );
}
