import { type DailyActivity } from '@tollgate/core';
import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { count } from '@tollgate/ui';
import { Fragment, useState } from 'react';
import { rankGroups } from '../../shared/activity/activity-series.js';
import { TextLink } from '../../shared/links.js';
import { type DayRange } from '../../shared/period/period.js';
import { useAccess } from '../session/api/access.js';
import { PriceCallsModal } from './price-calls-modal.js';

/** Models named before "and so many more". */
const NAMED = 5;

export interface UnpricedNoteProps {
  /** undefined while loading. */
  activity: readonly DailyActivity[] | undefined;
  range: DayRange;
}

/** Calls whose price nobody knows: how many, of which models, and a way to price them; nothing when there are none. */
export function UnpricedNote({ activity = [], range }: UnpricedNoteProps) {
  const { isAdmin } = useAccess();
  const [pricing, setPricing] = useState(false);
  const models = rankGroups(activity, 'model', 'requests').filter(
    ({ metrics }) => metrics.unpriced_requests > 0,
  );
  const calls = models.reduce((sum, { metrics }) => sum + metrics.unpriced_requests, 0);
  // While a price is being set, the last of them may get theirs.
  if (calls === 0 && !pricing) return null;
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
        {models.length > NAMED && ` and ${count(models.length - NAMED)} models more`}.
      </Text>
      {isAdmin && (
        <Button variant="default" size="xs" mt="xs" onClick={() => setPricing(true)}>
          Set a price and re-price
        </Button>
      )}
      <PriceCallsModal opened={pricing} activity={activity} range={range} onClose={() => setPricing(false)} />
    </Alert>
  );
}
