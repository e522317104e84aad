import { type SoftBudgetOwnerKind } from '@tollgate/budgets';
import { formatUsd } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type NewAlert } from '../domain/alert.js';
import { type AlertSettings } from '../domain/alert-settings.js';
import { WATCHED_BUDGETS } from './watched-budgets.js';

/** Before so much of a window is over, its end cannot be foretold. */
const LEAST_ELAPSED = 0.2;
/** Of one look: the others are found by the next. */
const CROSSINGS_MAX = 200;

interface CrossingRow {
  readonly kind: SoftBudgetOwnerKind;
  readonly id: string;
  readonly name: string | null;
  readonly spend: string;
  readonly max_budget: string;
  readonly since: Date | null;
  readonly resets_at: Date | null;
  /** Percent, or `projected`. */
  readonly event: string;
  /** At the pace of the window so far, at its end; null: there is no end. */
  readonly projected: string | null;
  readonly key: string;
}

/**
 * Budgets that reached a threshold, or will be used up before their window ends at the pace they are spent at. Each window and
 * amount of a budget has each of its alerts once; who passes two thresholds at once is told of the higher one.
 */
export async function budgetCrossings(
  dataSource: DataSource,
  { budgetThresholds }: Pick<AlertSettings, 'budgetThresholds'>,
  now: Date,
): Promise<NewAlert[]> {
  const rows = await dataSource.query<CrossingRow[]>(CROSSINGS, [now, [...budgetThresholds]]);
  return rows.map(crossingAlert);
}

/** `$1` now, `$2` thresholds in percent. */
const CROSSINGS = `
  WITH paced AS (
    SELECT *, CASE WHEN since < $1 AND resets_at > $1
                    AND extract(epoch FROM $1 - since) >= ${LEAST_ELAPSED} * extract(epoch FROM resets_at - since)
              THEN round(spend * extract(epoch FROM resets_at - since) / extract(epoch FROM $1 - since)) END AS projected
    FROM (${WATCHED_BUDGETS}) AS watched
  ), noted AS (
    SELECT *, coalesce((SELECT max(percent)::float8::text FROM unnest($2::numeric[]) AS percent
                        WHERE spend * 100 >= max_budget * percent),
                       CASE WHEN projected >= max_budget THEN 'projected' END) AS event
    FROM paced
  ), keyed AS (
    SELECT *, 'budget:' || kind || ':' || left(id, 300) || ':' || event || ':' || max_budget || ':'
              || coalesce(extract(epoch FROM since)::text, '') AS key
    FROM noted WHERE event IS NOT NULL
  )
  SELECT kind, id, name, spend::text, max_budget::text, since, resets_at, event, projected::text, key FROM keyed
  WHERE NOT EXISTS (SELECT FROM alert WHERE alert.key = keyed.key) ORDER BY key LIMIT ${CROSSINGS_MAX}`;

function crossingAlert(row: CrossingRow): NewAlert {
  const { kind, id, name, event, projected } = row;
  const [spend, budget] = [formatUsd(BigInt(row.spend)), formatUsd(BigInt(row.max_budget))];
  const who = `${kind} ${name ?? id}`;
  const until =
    row.resets_at === null ? 'It is never reset.' : `It is reset at ${row.resets_at.toISOString()}.`;
  const foretold = event === 'projected';
  const usedUp = BigInt(row.spend) >= BigInt(row.max_budget);
  const title = foretold ? `Budget of ${who} will be used up early` : `Budget of ${who} is at ${event} %`;
  const pace =
    projected === null ? '' : ` At this pace it will be ${formatUsd(BigInt(projected))} USD by then.`;
  return {
    ...{ type: 'budget_alerts', key: row.key, severity: usedUp ? 'critical' : 'warning', title },
    text: `${spend} of ${budget} USD are spent. ${until}${foretold ? pace : ''}`,
    details: {
      // The names of LiteLLM's budget webhooks.
      event: foretold ? 'projected_limit_exceeded' : usedUp ? 'budget_crossed' : 'threshold_crossed',
      ...{ event_group: kind, spend, max_budget: budget, [OWNER_FIELDS[kind]]: id, name },
      threshold_percent: foretold ? null : Number(event),
      projected_spend: projected === null ? null : formatUsd(BigInt(projected)),
      budget_reset_at: row.resets_at?.toISOString() ?? null,
    },
  };
}

/** What the one with the budget is called in the details. */
export const OWNER_FIELDS: Readonly<Record<SoftBudgetOwnerKind, string>> = {
  key: 'token',
  team: 'team_id',
  user: 'user_id',
  organization: 'organization_id',
  customer: 'customer_id',
  tag: 'tag',
};
