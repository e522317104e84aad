import { type DataSource, type EntityManager } from 'typeorm';

/** Who, what and how it ended: the dimensions of `spend_hourly`, and how they are read from an event. */
const DIMENSIONS = {
  key_hash: 'key_hash',
  user_id: 'user_id',
  team_id: 'team_id',
  organization_id: 'organization_id',
  model: 'coalesce(sent_model, asked_model)',
  model_group: 'model_group',
  provider: 'provider',
  call_type: 'call_type',
  status: 'status',
} as const;

const MEASURES = {
  key_alias: '(array_agg(key_alias ORDER BY started_at DESC, id DESC))[1]',
  calls: 'count(*)',
  unpriced_calls: 'count(*) FILTER (WHERE cost IS NULL AND adjusted IS NULL)',
  estimated_calls: 'count(*) FILTER (WHERE usage_estimated)',
  spend: 'coalesce(sum(cost), 0) + coalesce(sum(adjusted), 0)',
  input_tokens: 'coalesce(sum(input_tokens), 0)',
  cache_read_tokens: 'coalesce(sum(cache_read_tokens), 0)',
  cache_write_tokens: 'coalesce(sum(cache_write_tokens), 0) + coalesce(sum(cache_write_1h_tokens), 0)',
  output_tokens: 'coalesce(sum(output_tokens), 0)',
  reasoning_tokens: 'coalesce(sum(reasoning_tokens), 0)',
  duration_ms: 'coalesce(sum(floor(extract(epoch FROM ended_at - started_at) * 1000)), 0)',
} as const;

const names = [...Object.keys(DIMENSIONS), ...Object.keys(MEASURES)].join(', ');
const selected = Object.entries({ ...DIMENSIONS, ...MEASURES })
  .map(([name, expression]) => `${expression} AS ${name}`)
  .join(', ');
const grouped = Object.values(DIMENSIONS).join(', ');

const RECOMPUTE = `
  INSERT INTO spend_hourly (hour, position, ${names})
  SELECT $1::timestamptz, row_number() OVER (), ${names}
  FROM (
    SELECT ${selected} FROM spend_event
    LEFT JOIN (
      SELECT event_id, amount AS adjusted FROM spend_adjusted
      WHERE event_started_at >= $1::timestamptz AND event_started_at < $1::timestamptz + interval '1 hour'
    ) AS adjustment ON adjustment.event_id = spend_event.id
    WHERE started_at >= $1::timestamptz AND started_at < $1::timestamptz + interval '1 hour'
    GROUP BY ${grouped}
  ) AS sums`;

/** Two int4 make an advisory lock: ours, and the hour counted from the epoch. */
const LOCK_SPACE = 0x5350;
const TRY_LOCK = 'SELECT pg_try_advisory_xact_lock($1, $2) AS locked';
const WAIT_FOR_LOCK = 'SELECT true AS locked FROM pg_advisory_xact_lock($1, $2)';

type Outcome = 'recomputed' | 'busy' | 'done by another';

/**
 * Recomputes every hour that is marked as pending, newest first (people look at today), and removes the marks.
 * Hours that another worker is busy with come last, when it may be done with them. Safe to run any number of times,
 * anywhere, at once.
 * @returns how many hours were recomputed.
 */
export async function rollUpPendingHours(dataSource: DataSource): Promise<number> {
  let recomputed = 0;
  const busy: Date[] = [];
  for (const hour of await pendingHours(dataSource)) {
    const outcome = await recomputeHour(dataSource, hour, TRY_LOCK);
    if (outcome === 'recomputed') recomputed += 1;
    if (outcome === 'busy') busy.push(hour);
  }
  for (const hour of busy) {
    if ((await recomputeHour(dataSource, hour, WAIT_FOR_LOCK)) === 'recomputed') recomputed += 1;
  }
  return recomputed;
}

/** Hours with a mark, newest first. A skip scan over the index: a busy hour may have many marks. */
async function pendingHours(dataSource: DataSource): Promise<Date[]> {
  const rows = await dataSource.query<{ hour: Date }[]>(`
    WITH RECURSIVE pending (hour) AS (
      SELECT max(hour) FROM spend_pending_hour
      UNION ALL
      SELECT (SELECT max(hour) FROM spend_pending_hour WHERE hour < pending.hour)
      FROM pending WHERE pending.hour IS NOT NULL
    )
    SELECT hour FROM pending WHERE hour IS NOT NULL`);
  return rows.map((row) => row.hour);
}

/**
 * Replaces one hour of the rollup by the sums of its events, in one transaction with the removal of its marks. Marks are
 * removed before the events are read, each by a statement with its own snapshot: an event that commits in between
 * brings a mark of its own, so it is seen now or the hour is done again. The advisory lock lets one worker at a time do an
 * hour, and ends with the transaction, however the worker ends. Rows below 0 are closed: their calls were kept long enough.
 */
async function recomputeHour(dataSource: DataSource, hour: Date, lock: string): Promise<Outcome> {
  return dataSource.transaction('READ COMMITTED', async (manager) => {
    if (!(await lockHour(manager, hour, lock))) return 'busy';
    if (!(await removeMarks(manager, hour))) return 'done by another';
    await manager.query('DELETE FROM spend_hourly WHERE hour = $1 AND position > 0', [hour]);
    await manager.query(RECOMPUTE, [hour]);
    return 'recomputed';
  });
}

async function lockHour(manager: EntityManager, hour: Date, lock: string): Promise<boolean> {
  const hourNumber = hour.getTime() / 3_600_000;
  const [row] = await manager.query<{ locked: boolean }[]>(lock, [LOCK_SPACE, hourNumber]);
  return row?.locked === true;
}

/** False when the hour has no mark (any more). */
async function removeMarks(manager: EntityManager, hour: Date): Promise<boolean> {
  const [row] = await manager.query<{ removed: number }[]>(
    `WITH removed AS (DELETE FROM spend_pending_hour WHERE hour = $1 RETURNING 1)
     SELECT count(*)::int AS removed FROM removed`,
    [hour],
  );
  return row !== undefined && row.removed > 0;
}
