import { columnsFor, count, MoneyText, share } from '@tollgate/ui';
import { type ActivityGroup, type Dimension } from '../../shared/activity/activity-series.js';
import { type DayRange } from '../../shared/period/period.js';
import { DIMENSION_NAMES } from './dimension-names.js';
import { GroupLink } from './group-link.js';

const helper = columnsFor<ActivityGroup>();

/** Columns of the ranking under the chart. `totalSpend` is what shares are of; names lead to the calls of the days. */
export function usageColumns(dimension: Dimension, totalSpend: number, range: DayRange) {
  return helper.columns([
    helper.accessor('label', {
      header: DIMENSION_NAMES[dimension],
      cell: ({ row }) => <GroupLink group={row.original} dimension={dimension} range={range} />,
    }),
    helper.accessor((group) => group.metrics.spend, {
      id: 'spend',
      header: 'Spend (USD)',
      meta: { align: 'right' },
      cell: ({ getValue }) => <MoneyText usd={getValue()} />,
    }),
    helper.accessor((group) => group.metrics.spend, {
      id: 'share',
      header: 'Share',
      meta: { align: 'right', from: 'sm' },
      cell: ({ getValue }) => share(getValue(), totalSpend),
    }),
    helper.accessor((group) => group.metrics.api_requests, {
      id: 'requests',
      header: 'Requests',
      meta: { align: 'right' },
      cell: ({ getValue }) => count(getValue()),
    }),
    helper.accessor((group) => group.metrics.failed_requests, {
      id: 'failed',
      header: 'Failed',
      meta: { align: 'right', from: 'sm' },
      cell: ({ row, getValue }) =>
        `${count(getValue())} (${share(getValue(), row.original.metrics.api_requests)})`,
    }),
    helper.accessor((group) => group.metrics.prompt_tokens, {
      id: 'in',
      header: 'Tokens in',
      meta: { align: 'right', from: 'md' },
      cell: ({ getValue }) => count(getValue()),
    }),
    helper.accessor((group) => group.metrics.completion_tokens, {
      id: 'out',
      header: 'Tokens out',
      meta: { align: 'right', from: 'md' },
      cell: ({ getValue }) => count(getValue()),
    }),
    helper.accessor((group) => group.metrics.unpriced_requests, {
      id: 'unpriced',
      header: 'Unpriced',
      meta: { align: 'right', from: 'lg' },
      cell: ({ getValue }) => count(getValue()),
    }),
  ]);
}
