import { Box, Group, Paper, Skeleton, Text, Tooltip } from '@mantine/core';
import { type ReactNode } from 'react';
import { Sparkline } from './sparkline.js';

export interface StatCardProps {
  label: string;
  /** undefined while loading: a skeleton of the same height. */
  value: ReactNode | undefined;
  /** Against the period before: `+12.5%`; null when there was nothing to compare with. */
  change?: string | null;
  /** What the change is measured against: "the 7 days before". */
  comparedWith?: string;
  /** Which direction is good news; without it the change is neither. */
  goodDirection?: 'up' | 'down';
  /** Values in time order, drawn small. */
  trend?: readonly number[];
}

/** One figure with its name, its change and its recent course. */
export function StatCard({ label, value, change = null, comparedWith, goodDirection, trend }: StatCardProps) {
  return (
    <Paper p="md" miw={0} role="group" aria-label={label}>
      <Text fz="sm" c="dimmed">
        {label}
      </Text>
      <Group justify="space-between" align="flex-end" wrap="nowrap" gap="sm">
        <Box miw={0}>
          {value === undefined ? (
            <Skeleton h={24} w={90} my={5} />
          ) : (
            <Text component="div" fz={24} fw={600} lh="34px" className="tg-figures" truncate>
              {value}
            </Text>
          )}
          {comparedWith !== undefined && (
            <Text component="div" fz="xs" h={18} c="dimmed" className="tg-figures">
              {value !== undefined && (
                <Change change={change} comparedWith={comparedWith} goodDirection={goodDirection} />
              )}
            </Text>
          )}
        </Box>
        {trend && trend.length > 1 && trend.some((point) => point > 0) && (
          <Box visibleFrom="xs">
            <Sparkline values={trend} />
          </Box>
        )}
      </Group>
    </Paper>
  );
}

function Change({
  change,
  comparedWith,
  goodDirection,
}: {
  change: string | null;
  comparedWith: string;
  goodDirection: 'up' | 'down' | undefined;
}) {
  if (change === null) return <>nothing before</>;
  return (
    <Tooltip label={`against ${comparedWith}`}>
      <Text component="span" fz="xs" c={changeColor(change, goodDirection)}>
        {change}
      </Text>
    </Tooltip>
  );
}

function changeColor(change: string, goodDirection: 'up' | 'down' | undefined): string {
  if (goodDirection === undefined || change === '0%') return 'dimmed';
  const direction = change.startsWith('−') ? 'down' : 'up';
  return direction === goodDirection ? 'var(--tg-positive)' : 'var(--tg-negative)';
}
