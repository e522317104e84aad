import { type ActivityMetrics, type DailyActivity } from '@tollgate/core';
import { SimpleGrid } from '@mantine/core';
import { change, count, MoneyText, share, StatCard } from '@tollgate/ui';
import { totalOf } from '../../shared/activity/activity-metrics.js';
import { lengthInDays, type DayRange } from '../../shared/period/period.js';

export interface UsageStatsProps {
  /** undefined while loading, as `before`. */
  now: readonly DailyActivity[] | undefined;
  before: readonly DailyActivity[] | undefined;
  range: DayRange;
}

const failureRate = ({ failed_requests: failed, api_requests: all }: ActivityMetrics): number =>
  all === 0 ? 0 : failed / all;

/** The figures of the whole period, to the last digit on hover, against as many days before. */
export function UsageStats({ now, before, range }: UsageStatsProps) {
  const total = now && totalOf(now);
  const earlier = before && totalOf(before);
  const days = lengthInDays(range);
  const comparedWith = days === 1 ? 'the day before' : `the ${count(days)} days before`;
  const against = (value: number | undefined, old: number | undefined) =>
    value === undefined || old === undefined ? null : change(value, old);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <StatCard
        label="Spend (USD)"
        value={total && <MoneyText usd={total.spend} />}
        change={against(total?.spend, earlier?.spend)}
        comparedWith={comparedWith}
      />
      <StatCard
        label="Requests"
        value={total && count(total.api_requests)}
        change={against(total?.api_requests, earlier?.api_requests)}
        comparedWith={comparedWith}
      />
      <StatCard
        label="Tokens"
        value={total && count(total.total_tokens)}
        change={against(total?.total_tokens, earlier?.total_tokens)}
        comparedWith={comparedWith}
      />
      <StatCard
        label="Failed"
        value={total && share(total.failed_requests, total.api_requests)}
        change={against(total && failureRate(total), earlier && failureRate(earlier))}
        comparedWith={comparedWith}
        goodDirection="down"
      />
    </SimpleGrid>
  );
}
