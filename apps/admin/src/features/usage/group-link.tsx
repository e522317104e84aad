import { Text } from '@mantine/core';
import { type ActivityGroup, type Dimension, UNASSIGNED } from '../../shared/activity/activity-series.js';
import { RowLink } from '../../shared/links.js';
import { type DayRange } from '../../shared/period/period.js';

export interface GroupLinkProps {
  group: ActivityGroup;
  dimension: Dimension;
  range: DayRange;
}

/** What the log can be narrowed to. */
const LOG_FILTERS = { model: 'model', key: 'key', team: 'team', user: 'user', customer: 'customer' } as const;

const hasFilter = (dimension: Dimension): dimension is keyof typeof LOG_FILTERS => dimension in LOG_FILTERS;

/** A name of the ranking; where the log can be narrowed to it, a link to its calls of these days. */
export function GroupLink({ group: { id, label }, dimension, range }: GroupLinkProps) {
  if (!hasFilter(dimension) || id === '' || id === UNASSIGNED) {
    return (
      <Text component="span" fz="sm" truncate maw={320} display="inline-block">
        {label}
      </Text>
    );
  }
  return (
    <RowLink
      to="/logs"
      search={{ from: range.from, to: range.to, [LOG_FILTERS[dimension]]: id }}
      title={`Calls of ${label}`}
    >
      {label}
    </RowLink>
  );
}
