import { formatUsd } from '@tollgate/core';
import { type DataSource } from 'typeorm';
import { type NewAlert } from '../domain/alert.js';
import { type AlertSettings } from '../domain/alert-settings.js';

/** Who is compared with himself: a name, and the column of the hourly rollup that tells them apart. */
const SUBJECTS = [
  { subject: 'all', column: `'all'` },
  { subject: 'team', column: 'team_id' },
  { subject: 'key', column: 'key_hash' },
] as const;

/** Whoever spent on fewer days of the week before is new, not an anomaly. */
const LEAST_DAYS = 3;
/** Of each kind and hour: the dearest ones. */
const ANOMALIES_MAX = 20;

interface AnomalyRow {
  readonly id: string;
  readonly name: string | null;
  readonly spend: string;
  readonly mean: string;
}

/**
 * Teams, keys and the whole whose last 24 whole hours cost far more than a day of the seven days before them did in the mean.
 * One alert for each and day (UTC).
 */
export async function spendAnomalies(
  dataSource: DataSource,
  settings: Pick<AlertSettings, 'anomalyFactor' | 'anomalyFloor'>,
  now: Date,
): Promise<NewAlert[]> {
  const hour = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000);
  const found: NewAlert[] = [];
  for (const { subject, column } of SUBJECTS) {
    const rows = await dataSource.query<AnomalyRow[]>(anomaliesOf(subject, column), [
      ...[hour, settings.anomalyFactor, settings.anomalyFloor],
    ]);
    found.push(...rows.map((row) => anomalyAlert(subject, row, hour)));
  }
  return found;
}

/** `$1` the hour that is now, `$2` factor, `$3` floor in pico-USD. */
function anomaliesOf(subject: string, column: string): string {
  const name = {
    all: 'NULL',
    team: '(SELECT team_alias FROM team WHERE team_id = day.id)',
    key: '(SELECT coalesce(key_alias, key_name) FROM virtual_key WHERE token = day.id)',
  }[subject];
  return `
    WITH hours AS (
      SELECT ${column} AS id, hour, spend FROM spend_hourly
      WHERE hour >= $1::timestamptz - interval '8 days' AND hour < $1 AND ${column} IS NOT NULL
    ), day AS (
      SELECT id, sum(spend) AS spend FROM hours WHERE hour >= $1::timestamptz - interval '1 day' GROUP BY id
    ), week AS (
      SELECT id, round(sum(spend) / 7) AS mean, count(DISTINCT (hour AT TIME ZONE 'UTC')::date) AS days
      FROM hours WHERE hour < $1::timestamptz - interval '1 day' AND spend > 0 GROUP BY id
    )
    SELECT day.id, ${name} AS name, day.spend::text, week.mean::text FROM day JOIN week USING (id)
    WHERE days >= ${LEAST_DAYS} AND day.spend >= week.mean * $2::numeric AND day.spend - week.mean >= $3::numeric
    ORDER BY day.spend DESC LIMIT ${ANOMALIES_MAX}`;
}

function anomalyAlert(subject: string, { id, name, spend, mean }: AnomalyRow, hour: Date): NewAlert {
  const who = subject === 'all' ? 'all calls together' : `${subject} ${name ?? id}`;
  const times = Number((BigInt(spend) * 10n) / (BigInt(mean) || 1n)) / 10;
  return {
    ...{ type: 'spend_anomalies', severity: 'warning', title: `Spend of ${who} is ${times} times the usual` },
    key: `anomaly:${subject}:${id}:${hour.toISOString().slice(0, 10)}`,
    text: `${formatUsd(BigInt(spend))} USD in the 24 hours to ${hour.toISOString()}; a day of the week before cost ${formatUsd(BigInt(mean))} USD in the mean.`,
    details: {
      ...{ subject, id, name, spend: formatUsd(BigInt(spend)), usual_spend: formatUsd(BigInt(mean)), times },
    },
  };
}
