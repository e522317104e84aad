import { type DataSource, type EntityManager } from 'typeorm';
import { sqlState } from '../flush/row-fault.js';
import { type Month, monthOf, monthsLater, partitionOf } from './month.js';

/** Months that have a partition before their first call. */
const MONTHS_AHEAD = 2;
/** Whoever makes or drops partitions; others wait or leave it to him. */
export const PARTITION_LOCK = 7_209_614_511;
/** A partition is made between two reports or later, so that nobody waits for it. */
const WAIT = `SET LOCAL lock_timeout = '3s'`;
const LOCK_NOT_AVAILABLE = '55P03';
/** The default partition holds calls of that month already. */
const CHECK_VIOLATION = '23514';

/** Names of the partitions of `spend_event`, the default one included. */
export async function partitions(manager: Pick<EntityManager, 'query'>): Promise<string[]> {
  const rows = await manager.query<{ name: string }[]>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'spend_event'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Makes the partitions of this month and of the next two. A month whose first calls are in the default partition already
 * stays there: no row is ever moved. Safe to run anywhere, at any time, at once; what could not be made is made the next time.
 * @returns names of those that were made.
 */
export async function makeMonths(dataSource: DataSource, now: Date): Promise<string[]> {
  const made: string[] = [];
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    const month = monthsLater(monthOf(now), ahead);
    if (await makeMonth(dataSource, month)) made.push(partitionOf(month));
  }
  return made;
}

/** Attached rather than made as a partition at once: that would keep everybody from the whole table meanwhile. */
async function makeMonth(dataSource: DataSource, month: Month): Promise<boolean> {
  const name = partitionOf(month);
  try {
    return await dataSource.transaction(async (manager) => {
      await manager.query(WAIT);
      await manager.query('SELECT pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
      if ((await partitions(manager)).includes(name)) return false;
      await manager.query(`CREATE TABLE ${name} (LIKE spend_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
      await manager.query(
        `ALTER TABLE spend_event ATTACH PARTITION ${name}
         FOR VALUES FROM ('${month.first.toISOString()}') TO ('${month.end.toISOString()}')`,
      );
      return true;
    });
  } catch (error) {
    const state = sqlState(error);
    if (state === LOCK_NOT_AVAILABLE || state === CHECK_VIOLATION) return false;
    throw error;
  }
}
