import { Group, Progress, Text, Tooltip } from '@mantine/core';
import { share } from './format/count.js';
import { money } from './format/money.js';

export interface BudgetBarProps {
  /** USD. */
  spend: number;
  /** USD; null: no budget. */
  budget: number | null;
}

/** A budget and how much of it is used: green is nothing special, so the colours are for near (80%) and over. */
export function BudgetBar({ spend, budget }: BudgetBarProps) {
  if (budget === null) {
    return (
      <Text component="span" fz="sm" c="dimmed">
        none
      </Text>
    );
  }
  const used = budget === 0 ? 1 : Math.min(spend / budget, 1);
  return (
    <Tooltip label={`${money(spend)} of ${money(budget)} used (${share(spend, budget)})`}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Progress
          w={48}
          size={5}
          value={used * 100}
          color={used >= 1 ? 'red' : used >= 0.8 ? 'yellow' : 'accent'}
          aria-label="Budget used"
        />
        <span>{money(budget)}</span>
      </Group>
    </Tooltip>
  );
}
