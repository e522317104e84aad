import pg from 'pg';

/** Of the calls of the first day, so many of a hundred are made again on each day before. */
const SHARES = [70, 85, 100, 60, 90, 25, 20] as const;
/** Calls of a busy day; more would only take longer. */
const COPIES = 3;

/**
 * Gives a gateway a past: the calls in its ledger once more on each of so many days before, fewer on some days, and the
 * hours of them marked for the rollup. Straight into the database: no call can be made yesterday.
 */
export async function repeatOnPastDays(databaseUrl: string, days: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns
       WHERE table_name = 'spend_event' AND is_generated = 'NEVER' AND table_schema = current_schema()`,
    );
    const others = rows
      .map(({ column_name }) => column_name)
      .filter((name) => !['id', 'started_at', 'ended_at'].includes(name));
    const list = others.map((name) => `"${name}"`).join(', ');
    const shift = `make_interval(days => day, mins => (7 * copy) % 60)`;
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO spend_event (id, started_at, ended_at, ${list})
       SELECT md5(id::text || '/' || day || '/' || copy)::uuid, started_at - ${shift}, ended_at - ${shift}, ${list}
       FROM spend_event, generate_series(1, $1::int) AS day, generate_series(1, $2::int) AS copy
       WHERE ('x' || substr(md5(id::text || day || copy), 1, 6))::bit(24)::int % 100
             < ($3::int[])[1 + day % array_length($3::int[], 1)]`,
      [days, COPIES, SHARES],
    );
    await client.query(
      `INSERT INTO spend_pending_hour (hour)
       SELECT DISTINCT date_trunc('hour', started_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' FROM spend_event`,
    );
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
