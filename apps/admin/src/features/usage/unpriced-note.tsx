import { type DailyActivity } from '@tollgate/core';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { count } from '@tollgate/ui';
import { Fragment } from 'react';
import { rankGroups } from '../../shared/activity/activity-series.js';
import { TextLink } from '../../shared/links.js';

/** Models named before "and so many more". */
const NAMED = 5;

/** Calls whose price nobody knows: how many, of which models, and where a price is set; nothing when there are none. */
export function UnpricedNote({ activity }: { activity: readonly DailyActivity[] | undefined }) {
  const models = rankGroups(activity ?? [], 'model', 'requests').filter(
    ({ metrics }) => metrics.unpriced_requests > 0,
  );
  const calls = models.reduce((sum, { metrics }) => sum + metrics.unpriced_requests, 0);
  if (calls === 0) return null;
  return (
    <Alert variant="default" p="sm" icon={<IconAlertTriangle size={18} color="var(--tg-warning)" />}>
      <Text fz="sm">
        {count(calls)} {calls === 1 ? 'call has' : 'calls have'} no known price and{' '}
        {calls === 1 ? 'is' : 'are'} not part of the spend:{' '}
        {models.slice(0, NAMED).map(({ id, label, metrics }, place) => (
          <Fragment key={id}>
            {place > 0 && ', '}
            <TextLink to="/models" search={{ q: id }} underline="always">
              {label}
            </TextLink>{' '}
            ({count(metrics.unpriced_requests)})
          </Fragment>
        ))}
        {models.length > NAMED && ` and ${count(models.length - NAMED)} models more`}. Set a price on the
        Models page; calls from then on are priced.
      </Text>
    </Alert>
  );
}
