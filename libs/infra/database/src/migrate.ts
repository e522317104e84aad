import { type DataSource, MigrationExecutor } from 'typeorm';

/** Key of the advisory lock; any constant that nothing else in the database uses. */
const LOCK_KEY = 7_209_614_503;

/**
 * Brings the schema up to date, in one transaction; processes that start together take turns. Safe to call when there
 * is nothing to do.
 * @returns the names of the migrations that were run.
 */
export async function migrate(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  await runner.connect();
  try {
    // A migration of a large table may take longer than any query of the running product.
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'all';
    const done = await executor.executePendingMigrations();
    return done.map((migration) => migration.name);
  } finally {
    // On a broken connection both are moot: the lock went with the session.
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
    await runner.query('RESET statement_timeout').catch(() => undefined);
    await runner.release();
  }
}
