import { setTimeout as sleep } from 'node:timers/promises';
import { MIGRATIONS, MIGRATIONS_TABLE, whenAvailable } from '@tollgate/database';
import { type DataSource } from 'typeorm';

const ASK_EVERY_MS = 1_000;

/**
 * Waits until the API, which alone changes the schema, has brought it to this release (a newer one will do).
 * @param onWaiting told once, when there is something to wait for.
 */
export async function waitForSchema(
  dataSource: DataSource,
  signal: AbortSignal,
  onWaiting: () => void,
): Promise<void> {
  const ready = (): Promise<boolean> => whenAvailable(() => isUpToDate(dataSource), { signal });
  if (await ready()) return;
  onWaiting();
  do await sleep(ASK_EVERY_MS, undefined, { signal });
  while (!(await ready()));
}

async function isUpToDate(dataSource: DataSource): Promise<boolean> {
  const [table] = await dataSource.query<{ exists: boolean }[]>(
    'SELECT to_regclass($1) IS NOT NULL AS exists',
    [MIGRATIONS_TABLE],
  );
  if (!table?.exists) return false;
  const rows = await dataSource.query<{ name: string }[]>(`SELECT name FROM ${MIGRATIONS_TABLE}`);
  const done = new Set(rows.map((row) => row.name));
  return MIGRATIONS.every((migration) => done.has(new migration().name));
}
