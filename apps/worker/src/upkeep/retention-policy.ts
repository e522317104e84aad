import { type Duration, parseDuration } from '@tollgate/core';
import { type DataSource } from 'typeorm';

const SETTING = 'maximum_spend_logs_retention_period';

/** How long rows of calls are kept: what was set at run time, else what the worker was started with; null: for ever. */
export async function retentionPolicy(
  dataSource: DataSource,
  fromStart: Duration | null,
): Promise<Duration | null> {
  const [stored] = await dataSource.query<{ value: unknown }[]>(
    `SELECT value FROM stored_setting WHERE section = 'general_settings' AND name = $1`,
    [SETTING],
  );
  if (stored === undefined) return fromStart;
  // One that cannot be read must not make rows go that somebody wants to keep.
  return typeof stored.value === 'string' ? parseDuration(stored.value) : null;
}
