import { type ActivityMetrics, type DailyActivity } from '@tollgate/core';
import { SimpleGrid } from '@mantine/core';
import { change, compactCount, compactMoney, count, share, StatCard } from '@tollgate/ui';
import { NO_ACTIVITY, totalOf } from '../../shared/activity/activity-metrics.js';
import { daysOf, type DayRange } from '../../shared/period/period.js';

export interface OverviewStatsProps {
  /** Undefined while loading. */
  now: DailyActivity[] | undefined;
  before: DailyActivity[] | undefined;
  range: DayRange;
  comparedWith: string;
}

const failureRate = (metrics: ActivityMetrics): number =>
  metrics.api_requests === 0 ? 0 : metrics.failed_requests / metrics.api_requests;

/** Spend, requests, tokens and error rate of a period against the one before it. */
export function OverviewStats({ now, before, range, comparedWith }: OverviewStatsProps) {
  const loading = now === undefined || before === undefined;
  const total = loading ? NO_ACTIVITY : totalOf(now);
  const earlier = loading ? NO_ACTIVITY : totalOf(before);
  const byDate = new Map((now ?? []).map((day) => [day.date, day.metrics]));
  const trend = (read: (metrics: ActivityMetrics) => number) =>
    daysOf(range).map((day) => read(byDate.get(day) ?? NO_ACTIVITY));
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
      <StatCard
        label="Spend (USD)"
        value={loading ? undefined : compactMoney(total.spend)}
        change={change(total.spend, earlier.spend)}
        comparedWith={comparedWith}
        trend={trend((metrics) => metrics.spend)}
      />
      <StatCard
        label="Requests"
        value={loading ? undefined : count(total.api_requests)}
        change={change(total.api_requests, earlier.api_requests)}
        comparedWith={comparedWith}
        trend={trend((metrics) => metrics.api_requests)}
      />
      <StatCard
        label="Tokens"
        value={loading ? undefined : compactCount(total.total_tokens)}
        change={change(total.total_tokens, earlier.total_tokens)}
        comparedWith={comparedWith}
        trend={trend((metrics) => metrics.total_tokens)}
      />
      <StatCard
        label="Error rate"
        value={loading ? undefined : share(total.failed_requests, total.api_requests)}
        change={change(failureRate(total), failureRate(earlier))}
        comparedWith={comparedWith}
        goodDirection="down"
        trend={trend(failureRate)}
      />
    </SimpleGrid>
  );
}
